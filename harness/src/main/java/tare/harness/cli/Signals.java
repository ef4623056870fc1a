package tare.harness.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tare.harness.run.Cancellation;

/**
 * Turns SIGINT and SIGTERM into an orderly end. Java begins its shutdown at the signal and exits
 * with 128 + its number when the hooks return; the hook here ends what is being measured and waits
 * until the command has written its partial result and cleaned up.
 */
final class Signals implements AutoCloseable {

    /** After this the process ends all the same: {@code tare clean} does the rest. */
    private static final int PATIENCE_SECONDS = 60;

    private final Runnable ending;
    private final int patienceSeconds;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final Thread hook = new Thread(this::endInOrder, "tare-signals");

    private Signals(Runnable ending, int patienceSeconds) {
        this.ending = ending;
        this.patienceSeconds = patienceSeconds;
    }

    /** For a run: what is being measured is given up. */
    static Signals install(Cancellation cancellation) {
        return install(
                () -> {
                    cancellation.request();
                    // Only our own children: the JVMs that launch. Their instances end with them.
                    ProcessHandle.current().children().forEach(ProcessHandle::destroy);
                },
                PATIENCE_SECONDS);
    }

    /**
     * For another command.
     *
     * @param ending asks for the end of what goes on, and returns at once
     * @param patienceSeconds how long that may take
     */
    static Signals install(Runnable ending, int patienceSeconds) {
        Signals signals = new Signals(ending, patienceSeconds);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    /** Whether a signal has come. */
    boolean interrupted() {
        return interrupted.get();
    }

    private void endInOrder() {
        interrupted.set(true);
        ending.run();
        try {
            if (!ended.await(patienceSeconds, TimeUnit.SECONDS)) {
                System.err.println("tare: gave up waiting; run 'tare clean'");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command has cleaned up. */
    @Override
    public void close() {
        ended.countDown();
        if (!interrupted.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came just now: the hook finds the latch open and returns.
                interrupted.set(true);
            }
        }
    }
}
