package tare.harness.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.ProcessIdentity;

/** Real helpers with real processes, and what becomes of a crowd when one of either dies. */
@Tag("kernel")
class CrowdEndToEndTest {

    /** Far above what helpers and instances need here. */
    private static final long DESCRIPTORS = 4_096;

    @TempDir private Path directory;

    private CrowdRun run;

    @BeforeEach
    void open() {
        run = new CrowdRun(directory, "crowd", new Kernel());
    }

    @AfterEach
    void leavesNothing() throws IOException {
        run.close();
    }

    @Test
    void growsOverSeveralHelpersAndEnds() throws IOException {
        List<Integer> marks = new ArrayList<>();
        // Some 3 descriptors an instance, and what a JVM has open: far fewer than 60 fit in one.
        long few = 134L + baseDescriptors();
        try (Crowd crowd = crowd(60, 2, 8, OptionalLong.empty(), few)) {
            crowd.open();
            Growth growth = crowd.grow(marks::add);
            assertEquals(Limit.CAP, growth.limit(), growth.reason());
            assertEquals(60, growth.alive());
            assertEquals(60, growth.starts().size());
            assertEquals(60, crowd.ping());
            assertTrue(crowd.helpers() > 2, crowd.helpers() + " helpers");
            assertEquals(List.of(0, 20, 40, 60), marks);
            for (int i = 1; i < growth.starts().size(); i++) {
                assertTrue(growth.starts().get(i).nanos() > 0);
            }
            assertTrue(crowd.end() > 0);
            assertEquals(0, crowd.ping());
        }
    }

    @Test
    void saysThatDescriptorsAreTheLimit() throws IOException {
        try (Crowd crowd = crowd(500, 1, 1, OptionalLong.empty(), 134L + baseDescriptors())) {
            crowd.open();
            Growth growth = crowd.grow(alive -> {});
            assertEquals(Limit.DESCRIPTORS, growth.limit(), growth.reason());
            assertTrue(growth.alive() > 10 && growth.alive() < 70, growth.toString());
            assertEquals(growth.alive(), crowd.ping());
        }
    }

    @Test
    void stopsWhereAPromiseIsBroken() throws IOException {
        try (Crowd crowd = crowd(500, 1, 1, OptionalLong.of(1), DESCRIPTORS)) {
            crowd.open();
            Growth growth = crowd.grow(alive -> {});
            assertEquals(Limit.SLA, growth.limit(), growth.reason());
            assertTrue(growth.alive() >= Bounds.WINDOW && growth.alive() <= 2 * Bounds.WINDOW);
        }
    }

    @Test
    void countsAnInstanceThatWasKilled() throws IOException {
        try (Crowd crowd = crowd(20, 1, 1, OptionalLong.empty(), DESCRIPTORS)) {
            crowd.open();
            crowd.grow(alive -> {});
            kill(run.token() + "-h0-7");
            assertEquals(19, crowd.ping());
            crowd.end();
        }
    }

    @Test
    void goesOnWithoutAHelperThatWasKilled() throws IOException {
        try (Crowd crowd = crowd(60, 2, 2, OptionalLong.empty(), DESCRIPTORS)) {
            crowd.open();
            List<Integer> killed = new ArrayList<>();
            Growth growth =
                    crowd.grow(
                            alive -> {
                                if (alive == 40) {
                                    killed.add(killOneHelper());
                                }
                            });
            assertEquals(1, killed.size());
            assertEquals(Limit.HELPER_LOST, growth.limit(), growth.reason());
            assertTrue(growth.reason().contains("signal 9"), growth.reason());
            assertTrue(growth.lost() >= 20, growth.toString());
            assertEquals(growth.alive(), crowd.ping());
            crowd.end();
        }
    }

    private int killOneHelper() {
        ProcessHandle helper = ProcessHandle.current().children().findFirst().orElseThrow();
        helper.destroyForcibly();
        helper.onExit().join();
        return (int) helper.pid();
    }

    private static void kill(String token) throws IOException {
        List<ProcessIdentity> found = MarkedProcesses.find(token);
        assertEquals(1, found.size(), token);
        ProcessHandle process = ProcessHandle.of(found.get(0).pid()).orElseThrow();
        process.destroyForcibly();
    }

    /** What a helper has open without instances: as this JVM, which has the same class path. */
    private static int baseDescriptors() {
        return Population.descriptors();
    }

    private Crowd crowd(int most, int launchers, int helpers, OptionalLong sla, long descriptors)
            throws IOException {
        Bounds bounds = new Bounds(most, 0, sla, CrowdRun.ENOUGH, launchers, helpers, 20);
        return run.crowd(bounds, run::helper, descriptors);
    }
}
