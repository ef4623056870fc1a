package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;

/** What a user without privileges gets: launched by a JVM of user 65534. */
@Tag("kernel")
class UnprivilegedEndToEndTest {

    private static final List<String> NOBODY =
            List.of(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--inh-caps=-all",
                    "--bounding-set=-all");

    @TempDir static Path shared;
    private static String classPath = "";

    @BeforeAll
    static void copyClasses() throws Exception {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "only root can become another user");
        Needs.that(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        classPath = LaunchingJvm.publicClassPath(shared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process",
                "namespace+user-limits",
                "namespace+user-network-limits",
                "bubblewrap",
                "uml",
                "libvirt:qemu-tcg",
                "namespace-pid-mount-uts-ipc-network-cgroup-root-capabilities-limits"
            })
    void launchesAndLeavesNothing(String key) throws Exception {
        try (LaunchingJvm jvm = new LaunchingJvm(NOBODY, classPath, key, "nobody")) {
            String availability = jvm.await("availability");
            Needs.that(availability.startsWith("Available"), key + ": " + availability);
            Path process = Path.of("/proc/" + jvm.await("pid"));
            assertEquals("true", jvm.await("ping"));
            String owner =
                    Files.readAllLines(process.resolve("status")).stream()
                            .filter(line -> line.startsWith("Uid:"))
                            .findFirst()
                            .orElseThrow();
            assertEquals("Uid:\t65534\t65534\t65534\t65534", owner);
            jvm.end();
            assertEquals("[]", jvm.await("open"));
        }
    }

    /** Inside the guest the agent is root, whoever started it; the host sees no process of its. */
    @Test
    void aContainerInAGuestNeedsNoRightsOnTheHost() throws Exception {
        try (LaunchingJvm jvm = new LaunchingJvm(NOBODY, classPath, "namespace-in-uml", "nobody")) {
            String availability = jvm.await("availability");
            Needs.that(availability.startsWith("Available"), availability);
            assertEquals("true", jvm.await("ping"));
            jvm.end();
            assertEquals("[]", jvm.await("open"));
        }
    }

    @Test
    void theFullSetIsRefusedWithAReasonAndARemedy() throws Exception {
        try (LaunchingJvm jvm = new LaunchingJvm(NOBODY, classPath, "namespace", "nobody")) {
            String availability = jvm.await("availability");
            assertTrue(availability.startsWith("Unavailable[reason="), availability);
            assertTrue(availability.contains("namespace+user-limits"), availability);
            assertEquals("[]", jvm.await("open"));
        }
    }

    @Test
    void namespacesWithoutAUserNamespaceAreRefusedWithARemedy() throws Exception {
        String key = "namespace-limits";
        try (LaunchingJvm jvm = new LaunchingJvm(NOBODY, classPath, key, "nobody")) {
            String availability = jvm.await("availability");
            assertTrue(availability.contains("clone: EPERM"), availability);
            assertTrue(availability.contains("namespace+user-limits"), availability);
            assertEquals("[]", jvm.await("open"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"containerd", "podman"})
    void whatTakesRootSaysSo(String key) throws Exception {
        try (LaunchingJvm jvm = new LaunchingJvm(NOBODY, classPath, key, "nobody")) {
            String availability = jvm.await("availability");
            Needs.that(!availability.contains("there is no program"), availability);
            assertTrue(availability.contains("remedy=run as root"), availability);
            assertEquals("[]", jvm.await("open"));
        }
    }
}
