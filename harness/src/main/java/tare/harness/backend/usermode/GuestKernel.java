package tare.harness.backend.usermode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * Boots once with a first process that ends at once, and with it the kernel, in a panic: to
     * learn what the kernel would otherwise measure at every boot (50 ms), and whether it can run a
     * process at all as it is.
     *
     * @param initramfs with the probe, which takes no word for a number and ends
     * @throws LaunchException if the program does not speak so: it is then no such kernel
     */
    FirstBoot tryOut(Errand errand, Path initramfs) {
        List<String> words = new ArrayList<>(start());
        words.addAll(List.of("mem=" + MEASURING_MEMORY, "initrd=" + initramfs, "loglevel=7"));
        words.addAll(LEAN);
        words.addAll(List.of("--", "end"));
        String said = errand.listen("first boot", command(words));
        return FirstBoot.of(said)
                .orElseThrow(
                        () ->
                                new LaunchException(
                                        "first boot",
                                        program
                                                + " does not boot as User-Mode Linux does; it said: "
                                                + (said.isEmpty() ? "nothing" : said),
                                        "tare setup uml",
                                        null));
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
