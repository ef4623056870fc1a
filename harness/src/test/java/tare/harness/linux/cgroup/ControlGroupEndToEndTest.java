package tare.harness.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;

@Tag("kernel")
class ControlGroupEndToEndTest {

    private static final String NAME = "tare-test-" + ProcessHandle.current().pid();

    private final Kernel kernel = new Kernel();

    @Test
    void chargesLimitsAndIsRemoved() throws IOException, InterruptedException {
        ControlGroup group = group(EnumSet.of(Controller.MEMORY, Controller.PIDS));
        group.create();
        Process process = null;
        try {
            group.handDown();
            ControlGroup holder = group.child("holder");
            holder.create();
            holder.limitMemory(64L << 20);
            holder.limitTasks(2);
            // Waits for a line, then forks: under the limit only two tasks may exist.
            process =
                    new ProcessBuilder("sh", "-c", "read x; (sleep 60 & sleep 60)")
                            .redirectErrorStream(true)
                            .start();
            holder.add((int) process.pid());
            for (Path directory : holder.directories()) {
                assertEquals(List.of((int) process.pid()), Removal.members(directory));
            }
            process.outputWriter().append("go\n").close();
            process.waitFor();
            assertTrue(group.memoryBytes() >= 0);
            assertTrue(group.kernelMemoryBytes().orElse(0) <= group.memoryBytes() + (1 << 20));
        } finally {
            group.killAndRemove(kernel);
            if (process != null) {
                process.destroyForcibly();
            }
        }
        group.directories().forEach(d -> assertFalse(Files.exists(d), d.toString()));
    }

    @Test
    void killsWhatLivesInIt() throws IOException, InterruptedException {
        for (Set<Controller> set :
                List.of(EnumSet.of(Controller.PIDS), EnumSet.of(Controller.KILL))) {
            ControlGroup group = group(set);
            group.create();
            Process process = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 60; true").start();
            try {
                group.add((int) process.pid());
            } finally {
                group.killAndRemove(kernel);
            }
            assertEquals(128 + 9, process.waitFor());
            group.directories().forEach(d -> assertFalse(Files.exists(d), d.toString()));
            group.killAndRemove(kernel);
        }
    }

    @Test
    void takesNoGroupThatExists() throws IOException {
        ControlGroup group = group(EnumSet.of(Controller.PIDS));
        group.create();
        try {
            assertThrows(IOException.class, group::create);
            assertTrue(Files.exists(group.directories().get(0)));
        } finally {
            group.remove(new Kernel());
        }
    }

    private static ControlGroup group(Set<Controller> controllers) throws IOException {
        Optional<ControlGroup> group = ControlGroup.plan(CgroupLayout.read(), NAME, controllers);
        Needs.that(group.isPresent(), "no control group of " + controllers + " can be made here");
        return group.orElseThrow();
    }
}
