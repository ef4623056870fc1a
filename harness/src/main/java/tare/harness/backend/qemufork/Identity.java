package tare.harness.backend.qemufork;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who a guest is after it was forked: without one, all clones draw the same random numbers.
 *
 * @param seed in hex, 32 bytes
 * @param hostName at most 64 characters
 */
record Identity(String seed, String hostName) {

    private static final int SEED_BYTES = 32;
    private static final int LONGEST_NAME = 64;

    /** A fresh one for an instance of that name. */
    static Identity of(String instance, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        // The end of it tells instances apart.
        String name = instance.substring(Math.max(0, instance.length() - LONGEST_NAME));
        return new Identity(HexFormat.of().formatHex(seed), name);
    }

    /** The agent's request, of which the answer is the guest's first act. */
    String request(long spinNanos) {
        return "F " + seed + " " + hostName + " " + spinNanos + "\n";
    }
}
