package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Version 2: kernel.org, admin-guide/cgroup-v2.rst. */
record NodeV2(Path directory) implements Node {

    @Override
    public Path memoryLimitFile() {
        return directory.resolve("memory.max");
    }

    @Override
    public Path taskLimitFile() {
        return directory.resolve("pids.max");
    }

    @Override
    public long memoryBytes() throws IOException {
        return Values.number(directory.resolve("memory.current"));
    }

    /** The row {@code kernel} of memory.stat, since Linux 5.18. */
    @Override
    public OptionalLong kernelMemoryBytes() throws IOException {
        for (String line :
                Files.readAllLines(directory.resolve("memory.stat"), StandardCharsets.UTF_8)) {
            if (line.startsWith("kernel ")) {
                return OptionalLong.of(Long.parseLong(line.substring("kernel ".length())));
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong memoryKills() throws IOException {
        return Values.row(directory.resolve("memory.events"), "oom_kill");
    }

    @Override
    public void handDown() throws IOException {
        for (String controller : CgroupLayout.words(directory.resolve("cgroup.controllers"))) {
            if (controller.equals("memory") || controller.equals("pids")) {
                Values.write(directory.resolve("cgroup.subtree_control"), "+" + controller);
            }
        }
    }

    @Override
    public Node child(String name) {
        return new NodeV2(directory.resolve(name));
    }

    @Override
    public Node sibling(String name) {
        return new NodeV2(directory.resolveSibling(name));
    }
}
