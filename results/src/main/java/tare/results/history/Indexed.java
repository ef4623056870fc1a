package tare.results.history;

/**
 * What the index knows of one file.
 *
 * @param name of the file below the folder, with slashes
 * @param size in bytes, when it was read
 * @param modifiedNanos when it was last modified, since the epoch
 * @param trouble why it is no result; empty for one
 * @param fingerprint of the host
 * @param hostLine what kind of host it is, for people
 * @param createdAt when the run began, ISO 8601 in UTC
 * @param id of the result
 * @param version of Tare
 * @param cellsAt where its cells begin in the index
 * @param cells how many there are
 */
record Indexed(
        String name,
        long size,
        long modifiedNanos,
        String trouble,
        String fingerprint,
        String hostLine,
        String createdAt,
        String id,
        String version,
        int cellsAt,
        int cells) {

    /** Whether the file is still the one that was read. */
    boolean of(long fileSize, long fileModifiedNanos) {
        return size == fileSize && modifiedNanos == fileModifiedNanos;
    }
}
