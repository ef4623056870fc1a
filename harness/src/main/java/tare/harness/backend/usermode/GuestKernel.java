package tare.harness.backend.usermode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Errand;

/**
 * The command lines of {@code linux.uml}.
 *
 * @param first {@code unshare}, which stays process 1 of the guest's pid namespace: UML ends a
 *     panic by sending itself SIGABRT, which process 1 never gets, and would spin for ever
 * @param program {@code linux.uml}
 * @param place directory for its memory's file and its socket
 */
record GuestKernel(Path first, Path program, Path place) {

    /** What the guest calls its first serial line; 4:64. */
    static final String LINE = "/dev/ttyS0";

    /**
     * What takes time and is of no use here: the benchmark of RAID-6's parities (0.85 s of 1.2),
     * pools of compressed swap, parsers of streams, 256 terminals of an old kind, auditing,
     * security modules.
     */
    private static final List<String> LEAN =
            List.of(
                    "initcall_blacklist=raid6_select_algo,init_zswap,strp_dev_init",
                    "pty.legacy_count=0",
                    "audit=0",
                    "lsm=");

    private static final Pattern LOOPS = Pattern.compile("\\(lpj=([1-9][0-9]{0,17})\\)");

    private static final String MEASURING_MEMORY = "32M";

    /** The command of one instance: the line on descriptors 0 and 1, the console on 2. */
    Command guest(InstanceSpec spec, String name, Path initramfs, long loops) {
        List<String> words = new ArrayList<>(start());
        words.addAll(
                List.of(
                        "mem=" + (spec.memoryLimitBytes() >> 10) + "K",
                        "initrd=" + initramfs,
                        "quiet",
                        "lpj=" + loops,
                        // For the cleaner: a word that marks the command as this run's.
                        "umid=" + name,
                        "ssl0=fd:0,fd:1",
                        "ssl=null"));
        words.addAll(LEAN);
        words.addAll(List.of("--", Long.toString(spec.spinNanos()), LINE, LINE));
        return command(words);
    }

    /**
     * Boots once without a first process, which ends in a panic, to learn what the kernel would
     * otherwise measure at every boot (50 ms): how often its delay loop runs in a tick.
     *
     * @throws LaunchException if the program does not say so: it is then no such kernel
     */
    long measureLoops(Errand errand) {
        List<String> words = new ArrayList<>(start());
        words.addAll(List.of("mem=" + MEASURING_MEMORY, "loglevel=7"));
        words.addAll(LEAN);
        String said = errand.listen("measure lpj", command(words));
        return loops(said)
                .orElseThrow(
                        () ->
                                new LaunchException(
                                        "measure lpj",
                                        program
                                                + " does not boot as User-Mode Linux does; it said: "
                                                + (said.isEmpty() ? "nothing" : said),
                                        "tare setup uml",
                                        null));
    }

    /** What the kernel said of its delay loop. */
    static OptionalLong loops(String said) {
        Matcher matcher = LOOPS.matcher(said);
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    private List<String> start() {
        return List.of(
                "--fork",
                "--",
                program.toString(),
                "uml_dir=" + place + "/",
                "con0=null,fd:2",
                "con=null",
                "panic=-1");
    }

    private Command command(List<String> words) {
        return Command.of(first, words.toArray(String[]::new))
                .withVariable("TMPDIR", place.toString());
    }
}
