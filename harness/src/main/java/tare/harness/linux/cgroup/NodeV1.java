package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Version 1: kernel.org, admin-guide/cgroup-v1/memory.rst and pids.rst. */
record NodeV1(Path directory) implements Node {

    @Override
    public Path memoryLimitFile() {
        return directory.resolve("memory.limit_in_bytes");
    }

    @Override
    public Path taskLimitFile() {
        return directory.resolve("pids.max");
    }

    /** Includes kernel memory: since Linux 4.5 its counter feeds the main one by default. */
    @Override
    public long memoryBytes() throws IOException {
        return Values.number(directory.resolve("memory.usage_in_bytes"));
    }

    @Override
    public OptionalLong kernelMemoryBytes() throws IOException {
        Path file = directory.resolve("memory.kmem.usage_in_bytes");
        return Files.exists(file) ? OptionalLong.of(Values.number(file)) : OptionalLong.empty();
    }

    @Override
    public OptionalLong memoryKills() throws IOException {
        return Values.row(directory.resolve("memory.oom_control"), "oom_kill");
    }

    @Override
    public void handDown() {
        // Every group of a version 1 tree has the tree's controllers.
    }

    @Override
    public Node child(String name) {
        return new NodeV1(directory.resolve(name));
    }

    @Override
    public Node sibling(String name) {
        return new NodeV1(directory.resolveSibling(name));
    }
}
