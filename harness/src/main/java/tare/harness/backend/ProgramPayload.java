package tare.harness.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import tare.harness.clock.MonotonicClock;
import tare.workloads.kernel.KernelCode;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

/** Kernels in a program that runs in an instance in the place of the probe. */
public final class ProgramPayload implements Payload {

    private static final int READ_BYTES = 64;

    private final MonotonicClock clock;
    private final Instance instance;
    private final Line line;
    private final long patienceNanos;
    private final byte[] read = new byte[READ_BYTES];

    private ProgramPayload(MonotonicClock clock, Instance instance, Line line, long patienceNanos) {
        this.clock = clock;
        this.instance = instance;
        this.line = line;
        this.patienceNanos = patienceNanos;
    }

    /**
     * The program's file in a private directory, made if it is not there.
     *
     * @throws LaunchException if it cannot be made
     */
    public static Program program(Path directory) {
        Path file = directory.toAbsolutePath().resolve("kernels");
        try {
            if (!Files.exists(file)) {
                // Made aside and moved into place: it is there as a whole or not at all.
                Path aside = Files.createTempFile(directory, "kernels-", "");
                Files.write(aside, KernelCode.PROGRAM.bytesForThisMachine());
                Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("r-x------"));
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new LaunchException(
                    "write " + file, String.valueOf(e.getMessage()), "free space", e);
        }
        return Program.alone(file);
    }

    /**
     * Launches an instance with the program.
     *
     * @param spec with the {@link #program} and memory for its buffer; its deadline holds for each
     *     run too
     * @throws LaunchException if it does not come up
     */
    public static ProgramPayload launch(Backend backend, InstanceSpec spec, MonotonicClock clock) {
        Instance instance;
        try (Launch launch = backend.prepare(spec)) {
            instance = launch.start();
        }
        instance.awaitReady();
        instance.afterReady();
        if (!instance.ping()) {
            throw new LaunchException("first ping", "no answer from the kernels", "", null)
                    .closing(instance);
        }
        Line line =
                instance.line()
                        .orElseThrow(
                                () ->
                                        new LaunchException(
                                                        "line",
                                                        "this backend has none to a program",
                                                        "",
                                                        null)
                                                .closing(instance));
        return new ProgramPayload(clock, instance, line, spec.deadline().toNanos());
    }

    @Override
    public Set<PayloadKernel> kernels() {
        return EnumSet.allOf(PayloadKernel.class);
    }

    @Override
    public long runNanos(KernelRequest request) {
        byte[] asked = request.line();
        long startNanos = clock.nanos();
        if (!line.write(asked, 0, asked.length)) {
            throw ended("request");
        }
        return awaitAnswer(startNanos + patienceNanos) - startNanos;
    }

    /** When the answer had come; what a terminal sends back before it is passed over. */
    private long awaitAnswer(long untilNanos) {
        while (true) {
            int count = line.read(read, 0, READ_BYTES, untilNanos - clock.nanos());
            long nowNanos = clock.nanos();
            if (count < 0) {
                throw ended("answer");
            }
            if (count == 0 && nowNanos >= untilNanos) {
                throw new LaunchException(
                        "answer", "none within " + patienceNanos / 1_000_000 + " ms", "", null);
            }
            for (int i = 0; i < count; i++) {
                if (read[i] == KernelCode.ANSWER) {
                    return nowNanos;
                }
            }
        }
    }

    private LaunchException ended(String step) {
        String end = instance.obituary().map(words -> ": " + words).orElse("");
        return new LaunchException(step, "the program has ended" + end, "", null);
    }

    @Override
    public void close() {
        instance.close();
    }
}
