package tare.harness.backend.probe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Program;
import tare.harness.linux.CpuSet;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;

/**
 * The steps that every tape has which ends in the probe. The room's own steps go between the
 * constructor's and {@link #resetSignals}.
 *
 * <p>The probe has three descriptors: 0 is the control pipe to read from, 1 the ready pipe to write
 * to, 2 is /dev/null or what it was given. In between the next descriptor to be opened is always 3.
 */
public final class ProbeTape {

    /** What every {@code open} of a step gives. */
    public static final int OPENED = 3;

    /** Descriptor 2 is /dev/null. */
    public static final int NO_ERRORS = -1;

    private static final int AT_FDCWD = -100;
    private static final int O_WRONLY = 1;
    private static final int SIG_SETMASK = 2;
    private static final int SIGNALS = 64;
    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;

    /** sizeof the kernel's struct sigaction, and of its signal set. */
    private static final int SIGACTION_BYTES = 32;

    private static final int SIGSET_BYTES = 8;

    /** Enough for every step of every room; closing one by one comes on top. */
    private static final int STEPS = 200;

    private static final int DATA_BYTES = 12 << 10;

    /** In UTF-8 a character of most paths is one byte; the rest is for what steps add to a path. */
    private static final int WORD_COPIES = 3;

    /** What a program's root takes beside its own mounts. */
    private static final int PROGRAM_BYTES = 24 << 10;

    /** By so many characters a later instance's token may be longer. */
    private static final int LONGER = 16;

    private final SyscallTape tape;
    private final String token;
    private final List<Named> names = new ArrayList<>();
    private final boolean low;
    private final int controlStep;
    private final int readyStep;

    /**
     * Where a token stands in the tape's data.
     *
     * @param address of its first byte
     * @param after what follows it there
     */
    private record Named(long address, String after) {}

    /**
     * A tape that begins with the descriptors, a session of its own and the binding to CPUs.
     *
     * @param closing how the child closes what it has inherited
     * @param token of the instance that it is made for
     * @param low where the child finds its ends of the channel; {@code null} if they come with
     *     {@link #pipes}
     * @param errors descriptor that becomes 2, or {@link #NO_ERRORS}
     */
    ProbeTape(
            Kernel kernel,
            Closing closing,
            InstanceSpec spec,
            String token,
            @Nullable LowDescriptors low,
            int errors) {
        this.token = token;
        this.low = low != null;
        tape =
                new SyscallTape(
                        kernel,
                        STEPS + closing.steps() + programSteps(spec),
                        DATA_BYTES + programBytes(spec));
        if (low != null) {
            tape.shareDescriptors();
            Closing.addUnshared(tape, low.above());
        }
        // Without low numbers arguments 0 are filled in by the launch: the pipes do not exist yet.
        int control = low == null ? -1 : low.control();
        int ready = low == null ? -1 : low.ready();
        controlStep = tape.add("dup3 control", Syscall.DUP3, control, 0, 0);
        readyStep = tape.add("dup3 ready", Syscall.DUP3, ready, 1, 0);
        if (errors == NO_ERRORS) {
            tape.addTolerant("close 2", Syscall.CLOSE, 2);
            open("open /dev/null", "/dev/null", O_WRONLY);
        } else {
            tape.add("dup3 errors", Syscall.DUP3, errors, 2, 0);
        }
        closing.addTo(tape, OPENED);
        // Ctrl-C at the terminal goes to Tare, which then takes its instances down in order.
        tape.add("setsid", Syscall.SETSID);
        if (!spec.cpus().isEmpty()) {
            byte[] mask = CpuSet.parse(spec.cpus()).mask();
            tape.add(
                    "bind to CPUs " + spec.cpus(),
                    Syscall.SCHED_SETAFFINITY,
                    0,
                    mask.length,
                    tape.arena().bytes(mask));
        }
    }

    /** Room for a program's own words, and its mounts' paths several times. */
    private static int programBytes(InstanceSpec spec) {
        return spec.program()
                .map(
                        program ->
                                Stream.of(
                                                        program.arguments(),
                                                        program.environment(),
                                                        program.mounts(),
                                                        List.copyOf(program.links().entrySet()))
                                                .flatMap(List::stream)
                                                .mapToInt(word -> word.toString().length() + 512)
                                                .sum()
                                        * WORD_COPIES)
                .map(bytes -> bytes + PROGRAM_BYTES)
                .orElse(0);
    }

    /** Each mount is bound and given its flags; devices, control groups and loopback beside. */
    private static int programSteps(InstanceSpec spec) {
        return spec.program().map(program -> 2 * program.mounts().size() + STEPS / 2).orElse(0);
    }

    /** Whether the child finds its ends of the channel under low numbers. */
    boolean takesLow() {
        return low;
    }

    /** The tape, for the room's own steps. */
    public SyscallTape tape() {
        return tape;
    }

    /** All steps are there: from here on the tape can be {@linkplain #rename renamed}. */
    public void seal() {
        tape.seal(token);
    }

    /**
     * Makes a sealed tape ready for another instance, that differs in its name alone.
     *
     * @return whether there is room for its token
     */
    boolean rename(String next) {
        if (next.length() > token.length() + LONGER) {
            return false;
        }
        tape.rewind(next);
        for (Named name : names) {
            byte[] bytes = (next + name.after() + '\0').getBytes(StandardCharsets.UTF_8);
            tape.arena().put(name.address(), bytes, 0, bytes.length);
        }
        return true;
    }

    /** A zero-terminated copy, in which another token may come to stand in the place of this. */
    private long text(String text) {
        int at = text.indexOf(token);
        if (at < 0) {
            return tape.arena().text(text);
        }
        int before = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long address = tape.arena().reserve(bytes.length + LONGER + 1L);
        tape.arena().put(address, bytes, 0, bytes.length);
        names.add(new Named(address + before, text.substring(at + token.length())));
        return address;
    }

    /** Fills in what becomes descriptors 0 and 1. */
    public void pipes(int control, int ready) {
        tape.argument(controlStep, 0, control);
        tape.argument(readyStep, 0, ready);
    }

    /** Steps that write a value to a file of the kernel. */
    public void write(String step, Path file, String value) {
        open(step, file.toString(), O_WRONLY);
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        tape.add(step, Syscall.WRITE, OPENED, tape.arena().bytes(bytes), bytes.length);
        tape.add(step, Syscall.CLOSE, OPENED);
    }

    /** A step that makes a directory. */
    public void makeDirectory(Path directory) {
        tape.add("mkdir " + directory, Syscall.MKDIRAT, AT_FDCWD, text(directory.toString()), 0755);
    }

    /**
     * Dispositions and mask of signals as a program expects them: execve keeps what is ignored and
     * what is blocked, and a pending signal must not run a handler of the JVM's in the child.
     */
    public void resetSignals() {
        long none = tape.arena().reserve(SIGACTION_BYTES);
        for (int signal = 1; signal <= SIGNALS; signal++) {
            if (signal != SIGKILL && signal != SIGSTOP) {
                tape.add(
                        "reset signal " + signal,
                        Syscall.RT_SIGACTION,
                        signal,
                        none,
                        0,
                        SIGSET_BYTES);
            }
        }
        tape.add("unblock signals", Syscall.RT_SIGPROCMASK, SIG_SETMASK, none, 0, SIGSET_BYTES);
    }

    /**
     * The last step.
     *
     * @param path of the probe as the child sees it
     * @param token first word of its arguments: marks it as this run's
     */
    public void execute(String path, String token, InstanceSpec spec) {
        // Only a probe that is to spin has an argument, so that the others need not read it.
        long spin = spec.spinNanos() == 0 ? 0 : tape.arena().text("" + spec.spinNanos());
        long arguments = tape.arena().words(text(token), spin, 0);
        long environment = tape.arena().words(0);
        tape.add("execve " + path, Syscall.EXECVE, text(path), arguments, environment);
    }

    /**
     * The last step, for a program that is not the probe itself.
     *
     * @param arguments its own name first
     * @param environment each {@code NAME=VALUE}
     */
    public void execute(Path program, List<String> arguments, List<String> environment) {
        tape.add(
                "execve " + program,
                Syscall.EXECVE,
                tape.arena().text(program.toString()),
                texts(arguments),
                texts(environment));
    }

    /** The last step, for a program in the place of the probe. */
    public void execute(Program program, String token) {
        List<String> vector = new ArrayList<>();
        vector.add(token);
        vector.addAll(program.arguments());
        execute(program.executable(), vector, program.environment());
    }

    /** A vector of strings with its null. */
    private long texts(List<String> texts) {
        long[] words = new long[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            words[i] = tape.arena().text(texts.get(i));
        }
        return tape.arena().words(words);
    }

    private void open(String step, String path, int flags) {
        tape.add(step, Syscall.OPENAT, AT_FDCWD, text(path), flags, 0);
    }
}
