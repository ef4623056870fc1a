package tare.harness.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.host.AvailableMemory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Controller;

/** What the kernel does to a crowd on a host that runs out: real limits, met by real starts. */
@Tag("kernel")
class CrowdFaultsEndToEndTest {

    private static final long DESCRIPTORS = 4_096;
    private static final int EVERY = 20;

    /**
     * Above the floor at first, and below it in the end: more than other tests take or free
     * meanwhile.
     */
    private static final long ABOVE_BYTES = 3L << 30;

    private static final long BELOW_BYTES = 2L << 30;

    /** PROT_READ | PROT_WRITE, and MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE. */
    private static final int READ_WRITE = 1 | 2;

    private static final int TOUCHED = 2 | 0x20 | 0x8000;

    @TempDir private Path directory;

    private final Kernel kernel = new Kernel();
    private CrowdRun run;
    private @Nullable ControlGroup group;

    @BeforeEach
    void open() {
        run = new CrowdRun(directory, "fault", kernel);
    }

    @AfterEach
    void leavesNothing() throws IOException {
        if (group != null) {
            group.killAndRemove(kernel);
        }
        run.close();
    }

    /** Clone fails with EAGAIN: what lives goes on, and the limit is said in the user's terms. */
    @Test
    void tasksRunOut() throws IOException {
        ControlGroup few = group(Controller.PIDS);
        try (Crowd crowd = crowd(500, 1, 0, few)) {
            crowd.open();
            int threads = threads(run.keepers().get(0));
            few.limitTasks(threads + 30L);
            Growth growth = crowd.grow(alive -> {});
            assertEquals(Limit.TASKS, growth.limit(), growth.reason());
            assertTrue(growth.reason().contains("EAGAIN"), growth.reason());
            assertTrue(growth.remedy().contains("pid_max"), growth.remedy());
            assertTrue(growth.alive() > 10 && growth.alive() <= 30, growth.toString());
            assertEquals(growth.alive(), crowd.ping());
            crowd.end();
            assertEquals(0, crowd.ping());
        }
    }

    /** The kernel kills the one that holds them; the rest of the crowd is counted and ended. */
    @Test
    void aHelperIsKilledForItsMemory() throws IOException {
        ControlGroup tight = group(Controller.MEMORY);
        try (Crowd crowd = crowd(400, 2, 0, tight)) {
            crowd.open();
            List<Integer> tightened = new ArrayList<>();
            Growth growth =
                    crowd.grow(
                            alive -> {
                                if (alive == EVERY) {
                                    tightened.add(tighten(tight));
                                }
                            });
            assertEquals(1, tightened.size(), growth.toString());
            assertTrue(tight.memoryKills().orElse(0) > 0, growth + ": nobody was killed");
            assertEquals(Limit.HELPER_LOST, growth.limit(), growth.reason());
            assertTrue(growth.reason().contains("signal 9"), growth.reason());
            assertTrue(growth.lost() > 0, growth.toString());
            assertEquals(growth.alive(), crowd.ping(), "the other helper's live on");
            crowd.end();
        }
    }

    /** Somebody else takes the memory: the crowd stops before it takes what is to stay. */
    @Test
    void theFloorIsKeptBesideAHog() throws IOException {
        try (AvailableMemory memory = AvailableMemory.open()) {
            long floor = memory.bytes() - ABOVE_BYTES;
            Needs.that(floor > 2 * BELOW_BYTES, "a host with more memory");
            List<Hog> hogs = new ArrayList<>();
            try (Crowd crowd = crowd(2_000, 1, floor, null)) {
                crowd.open();
                Growth growth =
                        crowd.grow(
                                alive -> {
                                    // Told again when nothing more was started.
                                    if (alive == EVERY && hogs.isEmpty()) {
                                        hogs.add(hogUntil(floor - BELOW_BYTES, memory));
                                    }
                                });
                assertEquals(Limit.MEMORY_FLOOR, growth.limit(), growth.reason());
                assertEquals(EVERY, growth.alive(), "none is started once it is short");
                assertEquals(EVERY, crowd.ping());
            } finally {
                hogs.forEach(hog -> kernel.call(Syscall.MUNMAP, hog.at(), hog.bytes()));
            }
            assertEquals(1, hogs.size());
        }
    }

    /** Takes memory until so much is left. */
    private Hog hogUntil(long leftBytes, AvailableMemory memory) {
        try {
            long bytes = memory.bytes() - leftBytes;
            return new Hog(kernel.call(Syscall.MMAP, 0, bytes, READ_WRITE, TOUCHED, -1, 0), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Hog(long at, long bytes) {}

    /** Leaves the first helper, and what it starts, next to nothing. */
    private static int tighten(ControlGroup group) {
        try {
            group.limitMemory(group.memoryBytes() + (1 << 20));
            return 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int threads(Keeper keeper) {
        String[] tasks = new java.io.File("/proc/" + keeper.pid() + "/task").list();
        return tasks == null ? 0 : tasks.length;
    }

    private ControlGroup group(Controller controller) throws IOException {
        Optional<ControlGroup> planned =
                ControlGroup.plan(
                        CgroupLayout.read(), run.token() + "-tight", EnumSet.of(controller));
        Needs.that(planned.isPresent(), "groups with " + controller + " take root");
        planned.orElseThrow().create();
        group = planned.orElseThrow();
        return planned.orElseThrow();
    }

    /**
     * A crowd of processes.
     *
     * @param tight where the first helper goes, with all that it starts
     */
    private Crowd crowd(int most, int launchers, long floor, @Nullable ControlGroup tight)
            throws IOException {
        OptionalLong none = OptionalLong.empty();
        Bounds bounds = new Bounds(most, floor, none, CrowdRun.ENOUGH, launchers, launchers, EVERY);
        return run.crowd(bounds, number -> helper(number, tight), DESCRIPTORS);
    }

    private Keeper helper(int number, @Nullable ControlGroup tight) throws IOException {
        Keeper keeper = run.helper(number);
        if (number == 0 && tight != null) {
            tight.add((int) keeper.pid());
        }
        return keeper;
    }
}
