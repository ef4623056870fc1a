package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One directory of one tree: what both versions can do, each with files of its own. Limits and
 * readings of a controller that the directory does not have are errors of the kernel's (ENOENT).
 */
sealed interface Node permits NodeV1, NodeV2 {

    Path directory();

    Path memoryLimitFile();

    Path taskLimitFile();

    /** Limits memory, kernel memory included, swap excluded. */
    default void limitMemory(long bytes) throws IOException {
        Values.write(memoryLimitFile(), Long.toString(bytes));
    }

    /** Limits the number of tasks (threads count). */
    default void limitTasks(long tasks) throws IOException {
        Values.write(taskLimitFile(), Long.toString(tasks));
    }

    /**
     * What is charged to the group and all below it, kernel memory included. The kernel charges in
     * batches of up to 64 pages a CPU, so one reading is off by that much; slopes are not.
     */
    long memoryBytes() throws IOException;

    /** The part of it that is kernel memory; empty where the kernel does not tell. */
    OptionalLong kernelMemoryBytes() throws IOException;

    /** How many members the limit of memory has killed; empty where the kernel does not tell. */
    OptionalLong memoryKills() throws IOException;

    /** Lets children have the controllers of this group; version 1 always does. */
    void handDown() throws IOException;

    /** The same tree's group of a name below this one. */
    Node child(String name);

    /** The same tree's group of a name beside this one. */
    Node sibling(String name);

    /** The node of a directory in a tree of a version. */
    static Node of(int version, Path directory) {
        return version == 2 ? new NodeV2(directory) : new NodeV1(directory);
    }
}
