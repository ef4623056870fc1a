package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tare.harness.linux.Kernel;

/**
 * A group of Tare's own: one directory on version 2, one in each tree on version 1. Nothing is made
 * before {@link #create}, so the directories can be journalled first.
 */
public final class ControlGroup {

    private final Map<Controller, Node> nodes;
    private final List<Path> directories;

    private ControlGroup(Map<Controller, Node> nodes) {
        this.nodes = nodes;
        this.directories = nodes.values().stream().map(Node::directory).distinct().toList();
    }

    /**
     * Plans a group of this name in every tree that is needed.
     *
     * @param name a path component that is unique on the host and begins with {@code tare-}
     * @param controllers what it must be able to do
     * @return empty if some controller is not mounted or this process may not make groups for it
     */
    public static Optional<ControlGroup> plan(
            CgroupLayout layout, String name, Set<Controller> controllers) throws IOException {
        Map<Controller, Node> nodes = new EnumMap<>(Controller.class);
        // Those that live in one version 2 tree must all be handed down by the same parent.
        Set<String> unified = unified(layout, controllers);
        for (Controller controller : controllers) {
            Optional<Hierarchy> tree = layout.hierarchy(controller);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            Optional<Path> parent = Placement.parent(tree.get(), unified);
            if (parent.isEmpty()) {
                return Optional.empty();
            }
            Path directory = parent.get().resolve(name);
            nodes.put(controller, Node.of(tree.get().version(), directory));
        }
        return Optional.of(new ControlGroup(nodes));
    }

    private static Set<String> unified(CgroupLayout layout, Set<Controller> controllers) {
        Set<String> names = new java.util.LinkedHashSet<>();
        for (Controller controller : controllers) {
            layout.hierarchy(controller)
                    .filter(h -> h.version() == 2 && controller != Controller.KILL)
                    .ifPresent(h -> names.add(controller.kernelName()));
        }
        return names;
    }

    /** The directories, each once, in the order of making. */
    public List<Path> directories() {
        return directories;
    }

    /** The files to which a process writes {@code 0} to join, in the order of making. */
    public List<Path> joinFiles() {
        return directories().stream().map(d -> d.resolve("cgroup.procs")).toList();
    }

    /**
     * Makes the directories; what was made is removed if one fails.
     *
     * @throws IOException if one exists already or cannot be made
     */
    public void create() throws IOException {
        List<Path> made = new ArrayList<>();
        for (Path directory : directories()) {
            try {
                Files.createDirectory(directory);
                made.add(directory);
            } catch (IOException e) {
                undo(made, e);
                throw e instanceof FileAlreadyExistsException
                        ? new IOException("the control group exists already: " + directory, e)
                        : e;
            }
        }
    }

    private static void undo(List<Path> made, IOException cause) {
        Kernel kernel = new Kernel();
        for (Path directory : made) {
            try {
                Removal.remove(kernel, directory);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** The file that takes a limit of memory in bytes. */
    public Path memoryLimitFile() {
        return node(Controller.MEMORY).memoryLimitFile();
    }

    /** The file that takes a limit of tasks. */
    public Path taskLimitFile() {
        return node(Controller.PIDS).taskLimitFile();
    }

    /** Limits memory, kernel memory included, swap excluded. */
    public void limitMemory(long bytes) throws IOException {
        node(Controller.MEMORY).limitMemory(bytes);
    }

    /** Limits the number of tasks. */
    public void limitTasks(long tasks) throws IOException {
        node(Controller.PIDS).limitTasks(tasks);
    }

    /** What is charged to the group and those below it, kernel memory included. */
    public long memoryBytes() throws IOException {
        return node(Controller.MEMORY).memoryBytes();
    }

    /** The kernel memory in it; empty where the kernel does not tell. */
    public OptionalLong kernelMemoryBytes() throws IOException {
        return node(Controller.MEMORY).kernelMemoryBytes();
    }

    /**
     * How often the kernel has killed a member because the limit of memory was reached; empty where
     * it does not tell.
     */
    public OptionalLong memoryKills() throws IOException {
        return node(Controller.MEMORY).memoryKills();
    }

    /** Moves a process, with all its threads. */
    public void add(int pid) throws IOException {
        for (Path file : joinFiles()) {
            Values.write(file, Integer.toString(pid));
        }
    }

    /** Lets groups below have the same controllers; the group itself must then stay empty. */
    public void handDown() throws IOException {
        for (Controller controller : EnumSet.copyOf(nodes.keySet())) {
            node(controller).handDown();
        }
    }

    /** Plans a group beside this one, in the same trees. */
    public ControlGroup sibling(String name) {
        Map<Controller, Node> siblings = new EnumMap<>(Controller.class);
        nodes.forEach((controller, node) -> siblings.put(controller, node.sibling(name)));
        return new ControlGroup(siblings);
    }

    /** Plans a group below this one, in the same trees. */
    public ControlGroup child(String name) {
        Map<Controller, Node> children = new EnumMap<>(Controller.class);
        nodes.forEach((controller, node) -> children.put(controller, node.child(name)));
        return new ControlGroup(children);
    }

    /** Removes the directories; the group must be empty. Those that are gone are fine. */
    public void remove(Kernel kernel) throws IOException {
        for (Path directory : directories()) {
            Removal.remove(kernel, directory);
        }
    }

    /** Kills every member, in groups below too, and removes all. */
    public void killAndRemove(Kernel kernel) throws IOException {
        List<Path> directories = directories();
        if (nodes.containsKey(Controller.KILL)) {
            // First where one write kills all at once.
            Removal.killAndRemove(kernel, node(Controller.KILL).directory());
        }
        for (Path directory : directories) {
            Removal.killAndRemove(kernel, directory);
        }
    }

    private Node node(Controller controller) {
        Node node = nodes.get(controller);
        if (node == null) {
            throw new IllegalStateException("the group was planned without " + controller);
        }
        return node;
    }
}
