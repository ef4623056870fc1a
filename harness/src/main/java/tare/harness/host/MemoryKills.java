package tare.harness.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;

/** How often the kernel has killed processes of a control group because of its memory limit. */
public final class MemoryKills {

    private static final String COUNTER = "oom_kill ";

    private final Path file;
    private final long before;

    private MemoryKills(Path file, long before) {
        this.file = file;
        this.before = before;
    }

    /**
     * Begins to count for the memory group that a process is in.
     *
     * @return empty if the process is gone, or nothing counts here
     */
    public static Optional<MemoryKills> of(int pid) {
        try {
            CgroupLayout layout = CgroupLayout.read();
            return layout.hierarchy(Controller.MEMORY)
                    .flatMap(hierarchy -> file(hierarchy, Path.of("/proc/" + pid + "/cgroup")))
                    .flatMap(MemoryKills::begin);
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static Optional<MemoryKills> begin(Path file) {
        OptionalLong before = count(file);
        return before.isPresent()
                ? Optional.of(new MemoryKills(file, before.getAsLong()))
                : Optional.empty();
    }

    /** Whether there was one since; false as well where the group is gone and cannot tell. */
    public boolean happened() {
        return count(file).orElse(before) > before;
    }

    /**
     * The file that counts.
     *
     * @param memberships each line is {@code number:controllers:path}
     */
    static Optional<Path> file(Hierarchy hierarchy, Path memberships) {
        List<String> lines;
        try {
            lines = Files.readAllLines(memberships);
        } catch (IOException gone) {
            return Optional.empty();
        }
        String name = hierarchy.version() == 2 ? "memory.events" : "memory.oom_control";
        return lines.stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .filter(
                        fields ->
                                hierarchy.version() == 2
                                        ? fields[0].equals("0")
                                        : List.of(fields[1].split(",", -1)).contains("memory"))
                .map(fields -> hierarchy.mount().resolve(fields[2].replaceFirst("^/+", "")))
                .map(group -> group.resolve(name))
                .filter(Files::isReadable)
                .findFirst();
    }

    private static OptionalLong count(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(COUNTER))
                    .mapToLong(line -> HostTree.whole(line.substring(COUNTER.length())).orElse(0))
                    .findFirst();
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }
}
