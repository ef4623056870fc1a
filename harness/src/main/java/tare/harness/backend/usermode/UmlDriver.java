package tare.harness.backend.usermode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Errand;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.Children;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** A guest of {@code linux.uml}, with the probe or the agent as its first process. */
public final class UmlDriver implements Driver {

    public static final String KEY = "uml";

    private static final String PROGRAM = "linux.uml";

    /** From util-linux. */
    private static final String FIRST = "unshare";

    private static final long KERNEL_BYTES = 16L << 20;

    private final Optional<Path> program;
    private final Optional<Path> first;
    private final BackendContext context;
    private final Initramfs initramfs;
    private final String archive;
    private final Supplier<Pipes> line;
    private final Kernel kernel = new Kernel();
    private final boolean root;
    private final OwnGroups groups = new OwnGroups();
    private @Nullable FirstBoot firstBoot;

    /** With the probe as the first process. */
    public UmlDriver(Executables found, BackendContext context) {
        this(found, context, Initramfs.ofProbe(), "uml.cpio", () -> Pipes.toTerminal(new Kernel()));
    }

    /**
     * With another first file system.
     *
     * @param initramfs gets the serial line's device in addition
     * @param archive what its file is called in the run's directory: another for other contents
     * @param line the pipes that a guest's serial line is bound to; asked for each guest
     */
    public UmlDriver(
            Executables found,
            BackendContext context,
            Initramfs initramfs,
            String archive,
            Supplier<Pipes> line) {
        this.program = found.find(PROGRAM);
        this.first = found.find(FIRST);
        this.context = context;
        this.initramfs = initramfs.terminal("dev/ttyS0", 4, 64);
        this.archive = archive;
        this.line = line;
        this.root = kernel.call(Syscall.GETEUID) == 0;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.VM;
    }

    @Override
    public String description() {
        return "a Linux guest that is a process of the host's, by linux.uml, with the probe as its"
                + " /init; "
                + (root
                        ? "a group of Tare's limits guest and kernel together"
                        : "in a user namespace, without limits but the guest's memory");
    }

    @Override
    public String channel() {
        return "guest's serial line on inherited pipes";
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.probing(root);
    }

    /** Its devices and its page tables are played by a program: never ranked beside hardware. */
    @Override
    public Set<Label> labels() {
        return EnumSet.of(Label.EMULATED);
    }

    @Override
    public Availability find() {
        if (program.isEmpty()) {
            return new Availability.Unavailable("there is no program " + PROGRAM, "tare setup uml");
        }
        if (first.isEmpty()) {
            return new Availability.Unavailable(
                    "there is no program " + FIRST, "apt-get install util-linux");
        }
        return new Availability.Available(
                root ? "" : "in a user namespace; no limit on tasks without root");
    }

    /** The host ends the guest as one pulls a plug: there is nothing in it to be shut down. */
    @Override
    public Ending ending() {
        return Ending.CHILDREN_KILLED;
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        Path file = initramfs.in(context.directory(), archive);
        checkMemory(spec, file);
        Tree tree = Tree.in(root, context.directory());
        GuestKernel guest =
                new GuestKernel(first.orElseThrow(), program.orElseThrow(), tree.place());
        Optional<OwnGroup> group =
                root ? Optional.of(groups.limited(spec, name)) : Optional.empty();
        FirstBoot known = firstBoot(guest, tree);
        Consumer<ProbeTape> setting =
                tape -> {
                    group.ifPresent(made -> made.addTo(tape));
                    tree.accept(tape);
                    if (known.narrow()) {
                        ExtendedRegisters.hide(tape.tape());
                    }
                };
        return new Recipe(
                name,
                Optional.of(line.get()),
                setting,
                guest.guest(spec, name, file, known.loops()),
                Optional.empty(),
                List.of(),
                UmlDriver::mainProcess,
                () -> {
                    if (group.isPresent()) {
                        group.get().sweep();
                    }
                });
    }

    /** With the first launch, as the trial is. */
    private FirstBoot firstBoot(GuestKernel guest, Tree tree) {
        FirstBoot known = firstBoot;
        if (known == null) {
            known =
                    guest.tryOut(
                            new Errand(new ProbeLauncher(context), tree),
                            Initramfs.ofProbe().in(context.directory(), "uml-first.cpio"));
            firstBoot = known;
        }
        return known;
    }

    @Override
    public Availability proven(Availability.Available found) {
        FirstBoot known = firstBoot;
        return known != null && known.narrow() ? found.noting(ExtendedRegisters.NOTE) : found;
    }

    /** A guest that has no room for what it is given says nothing that helps. */
    private static void checkMemory(InstanceSpec spec, Path archive) {
        try {
            long archiveBytes = Files.size(archive);
            // Twice: the archive itself, and what is unpacked from it.
            long neededBytes = KERNEL_BYTES + 2 * archiveBytes;
            if (spec.memoryLimitBytes() < neededBytes) {
                throw new LaunchException(
                        "guest memory",
                        spec.memoryLimitBytes()
                                + " bytes are too few for a kernel ("
                                + KERNEL_BYTES
                                + ") and an initramfs of "
                                + archiveBytes,
                        "declare at least " + neededBytes + " bytes of memory",
                        null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + archive, e);
        }
    }

    /** What plays the guest, below the first of the namespace. */
    private static OptionalInt mainProcess(int pid) {
        return Children.of(pid).stream().mapToInt(Integer::intValue).findFirst();
    }

    @Override
    public String remedy(String words) {
        if (words.contains("Too few physical memory") || words.contains("Out of memory")) {
            return "declare more memory";
        }
        if (words.contains("PROT_EXEC mmap") || words.contains("ptrace")) {
            return "allow ptrace and executable mappings of a tmpfs";
        }
        if (words.contains("Unable to mount root") || words.contains("Initramfs unpacking")) {
            return "tare clean, then try again: the initramfs is damaged";
        }
        return "";
    }
}
