package tare.harness.fork;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a launching JVM when its driver is gone. The driver holds the other end of standard input:
 * the kernel closes it however the driver ends, SIGKILL included.
 */
public final class Leash {

    private Leash() {}

    /**
     * Watches the stream from a thread of its own.
     *
     * @param input the end that closes with the driver
     * @param onEnd run once, when it has closed
     */
    public static void hold(InputStream input, Runnable onEnd) {
        Thread thread =
                new Thread(
                        () -> {
                            awaitEnd(input);
                            onEnd.run();
                        },
                        "tare-leash");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEnd(InputStream input) {
        byte[] buffer = new byte[64];
        try {
            while (input.read(buffer) >= 0) {
                // Whatever comes is not for us.
            }
        } catch (IOException e) {
            // A stream that cannot be read means the same as its end: nobody is there.
        }
    }
}
