package tare.harness.backend.nested;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tare.harness.backend.Availability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.bundle.Config;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.initramfs.LoadedFiles;
import tare.harness.backend.program.Executables;
import tare.workloads.agent.Agent;

/**
 * The host's runc, by the commands and with the config.json that the backend {@code runc} has on
 * the host. The program and what its loader needs lie in the guest at the paths that they have on
 * the host.
 *
 * @param found where runc is looked for
 */
record RuncInner(Executables found) implements Inner {

    private static final String PROGRAM = "runc";

    /**
     * Copies of the program while it makes a container, its heap, and what is left of the files.
     */
    private static final long OWN_BYTES = 96L << 20;

    /** After so many QEMU has as much translated code as it keeps. */
    private static final int REHEARSALS = 6;

    @Override
    public String key() {
        return PROGRAM;
    }

    @Override
    public String description() {
        return "the probe by runc create and runc start, the host's program, asked by an agent";
    }

    @Override
    public Optional<Availability.Unavailable> obstacle() {
        Optional<Path> program = found.find(PROGRAM);
        if (program.isEmpty()) {
            return Optional.of(
                    new Availability.Unavailable(
                            "there is no program " + PROGRAM, "tare setup " + PROGRAM));
        }
        if (!Agent.nameable(program.get().toString())) {
            return Optional.of(
                    new Availability.Unavailable(
                            "the agent cannot be told the path " + program.get(),
                            "put " + PROGRAM + " where its path is short, and without blanks"));
        }
        try {
            files(program.get());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    new Availability.Unavailable(
                            "a guest cannot be given " + PROGRAM + ": " + e.getMessage(),
                            "tare setup " + PROGRAM));
        }
    }

    private static List<Path> files(Path program) throws IOException {
        return new LoadedFiles(LoadedFiles.DIRECTORIES).of(program);
    }

    /** Without runc where a guest cannot be given it, which {@link #obstacle} tells. */
    @Override
    public Initramfs initramfs() {
        Initramfs made = Initramfs.ofAgent();
        try {
            Optional<Path> program = found.find(PROGRAM);
            if (program.isPresent()) {
                add(made, files(program.get()));
            }
        } catch (IOException untold) {
            return made;
        }
        return made;
    }

    private static void add(Initramfs made, List<Path> files) {
        TreeSet<Path> directories = new TreeSet<>();
        for (Path file : files) {
            for (Path at = file.getParent(); at != null; at = at.getParent()) {
                directories.add(at);
            }
        }
        // In the order of names each comes after what it is in.
        directories.forEach(
                directory ->
                        made.directory(
                                Agent.RUNTIME
                                        + (directory.getNameCount() == 0 ? "" : "" + directory)));
        files.forEach(file -> made.program(Agent.RUNTIME + file, file));
        made.text(
                Agent.RUNTIME + Agent.CONFIG,
                Config.toBeFilledIn(Agent.ROOT, Agent.SPIN, Agent.GROUP, Agent.MEMORY, Agent.TASKS)
                        .bytes());
    }

    @Override
    public String remedy(String words) {
        return words.contains("OOM-killed") ? "declare more memory" : "";
    }

    @Override
    public long memoryBytes() {
        return OWN_BYTES;
    }

    @Override
    public String laying() {
        return "L 1 " + found.find(PROGRAM).orElseThrow();
    }

    /** Until then a footprint is of translated code, which each start has some of. */
    @Override
    public int rehearsals() {
        return REHEARSALS;
    }

    @Override
    public Optional<String> preparing(int id, InstanceSpec spec) {
        return Optional.of("B " + NamespaceInner.declared(id, spec));
    }

    @Override
    public String starting(int id, InstanceSpec spec) {
        return "C " + id;
    }
}
