package tare.harness.backend.docker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tare.harness.backend.LaunchException;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.linux.ThreadCpu;

/**
 * Requests to start containers, made by a thread of their own: the probe's byte comes before the
 * daemon's answer, and whoever waited for the answer would see it late.
 */
final class StartRequests implements AutoCloseable {

    private static final int O_CLOEXEC = 0x80000;

    private final Kernel kernel;
    private final Engine engine;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread made = new Thread(task, "tare-docker-start");
                        made.setDaemon(true);
                        return made;
                    });

    StartRequests(Kernel kernel, Engine engine) {
        this.kernel = kernel;
        this.engine = engine;
    }

    /** What one request needs, made before the launch. */
    Request prepare() {
        return new Request();
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    /** One request; used by one thread besides the one that makes it. */
    final class Request implements AutoCloseable {

        private final Arena arena = kernel.arena(32);
        private final int answered;
        private final int bell;
        private Future<Long> answer = new java.util.concurrent.CompletableFuture<>();
        private boolean made;
        private boolean open = true;

        private Request() {
            long pair = arena.reserve(8);
            kernel.call(Syscall.PIPE2, pair, O_CLOEXEC);
            answered = arena.intAt(pair);
            bell = arena.intAt(pair + 4);
        }

        /** Hands the request over. */
        void make(String container) {
            made = true;
            answer =
                    thread.submit(
                            () -> {
                                try (ThreadCpu cpu = new ThreadCpu(kernel)) {
                                    long before = cpu.nanos();
                                    engine.start(container);
                                    return cpu.nanos() - before;
                                } finally {
                                    // Whatever came of it, the one who waits is woken.
                                    kernel.call(Syscall.WRITE, bell, arena.bytes((byte) '.'), 1);
                                }
                            });
        }

        /** Readable once the daemon has answered, whatever it said. */
        int descriptor() {
            return answered;
        }

        /**
         * Waits for the answer.
         *
         * @return CPU time of the thread that asked, in nanoseconds
         * @throws LaunchException if the daemon refused or does not answer
         */
        long await(long nanos) {
            try {
                return answer.get(nanos, TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LaunchException refused) {
                    throw refused;
                }
                throw new IllegalStateException(e.getCause());
            } catch (TimeoutException e) {
                throw new LaunchException("start container", "the daemon does not answer", "", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LaunchException("start container", "interrupted", "", e);
            }
        }

        /** Waits, bounded, until nobody rings any more, and frees everything; idempotent. */
        @Override
        public void close() {
            if (!open) {
                return;
            }
            open = false;
            if (made) {
                // Bounded by the engine's own patience; until then the bell must stay open.
                try {
                    answer.get();
                } catch (ExecutionException heard) {
                    // It has been, or will be, told by await.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            kernel.close(answered);
            kernel.close(bell);
            arena.close();
        }
    }
}
