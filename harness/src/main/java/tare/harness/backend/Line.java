package tare.harness.backend;

/**
 * Bytes both ways between Tare and the program in an instance, once that has answered a ping. One
 * thread may read while another writes. Ends with the instance.
 */
public interface Line {

    /**
     * Writes all of it, waiting for room.
     *
     * @return whether somebody could still read it
     */
    boolean write(byte[] bytes, int offset, int length);

    /**
     * Reads what there is, one byte at least.
     *
     * @param nanos how long to wait for the first byte; below zero counts as zero
     * @return how many bytes; 0 if the time is up, -1 if the other end has closed
     */
    int read(byte[] into, int offset, int length, long nanos);
}
