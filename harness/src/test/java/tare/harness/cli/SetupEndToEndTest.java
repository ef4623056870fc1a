package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.linux.Needs;

/**
 * The real command: with this host's apt where nothing has to be installed, and else with an apt of
 * the test's own, but with the policy where Debian has it.
 */
@Tag("kernel")
class SetupEndToEndTest {

    private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");
    private static final Path DPKG_QUERY = Path.of("/usr/bin/dpkg-query");

    @TempDir private Path directory;

    private byte[] before;
    private Path bin;
    private TareProcess tare;

    @BeforeEach
    void makeAnApt() throws IOException {
        Needs.that(
                Files.isExecutable(Path.of("/usr/bin/apt-get")) && Files.isExecutable(DPKG_QUERY),
                "apt-get and dpkg-query are not here");
        before = policy();
        bin = Files.createDirectory(directory.resolve("bin"));
        Files.createFile(directory.resolve("installed"));
        Files.createSymbolicLink(bin.resolve("setsid"), Path.of("/usr/bin/setsid"));
        script("dpkg-query", "/bin/cat " + directory.resolve("installed"));
        script("apt-cache", "printf 'bubblewrap:\\n  Candidate: 9.9\\n'");
        tare = new TareProcess(directory, Map.of("PATH", bin.toString()));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (before != null) {
            assertTrue(Arrays.equals(before, policy()), "the policy is as it was");
        }
    }

    private static byte[] policy() throws IOException {
        return Files.exists(POLICY, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAllBytes(POLICY)
                : new byte[0];
    }

    private void script(String name, String... lines) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void needRoot() throws IOException {
        Needs.that(
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "installing takes root");
    }

    /** An apt-get that looks at the policy and waits for a byte that nobody writes. */
    private void waitingApt() throws IOException, InterruptedException {
        Path fifo = directory.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        script(
                "apt-get",
                "trap 'exit 100' INT",
                "exec 3<>" + fifo,
                POLICY + " docker start",
                "echo $? >" + directory.resolve("status"),
                "echo $$ >" + directory.resolve("pid.new"),
                "/bin/mv " + directory.resolve("pid.new") + " " + directory.resolve("pid"),
                "read x <&3");
    }

    private long aptPid(Process setup) throws IOException, InterruptedException {
        Path file = directory.resolve("pid");
        for (int i = 0; i < 3000 && !Files.exists(file) && setup.isAlive(); i++) {
            setup.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertEquals("101", Files.readString(directory.resolve("status")).strip());
        return Long.parseLong(Files.readString(file).strip());
    }

    @Test
    void saysWhatItWouldDoAndDoesNothing() throws IOException, InterruptedException {
        TareProcess.Ended ended = new TareProcess(directory).run("setup", "--dry-run");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("systemd-container"), ended.out());
        assertTrue(ended.out().contains("part of Tare"), ended.out());
        assertFalse(ended.out().contains("One launch"), ended.out());
    }

    @Test
    void saysWhatQemuNeeds() throws IOException, InterruptedException {
        TareProcess.Ended ended = new TareProcess(directory).run("setup", "--dry-run", "qemu");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("qemu-system-x86 "), ended.out());
        assertTrue(ended.out().contains("  guest kernel "), ended.out());
    }

    @Test
    void installsNothingThatIsHere() throws IOException, InterruptedException {
        needRoot();
        Needs.that(Files.isExecutable(Path.of("/usr/sbin/runc")), "runc is not installed");
        TareProcess.Ended ended = new TareProcess(directory).run("setup", "--yes", "runc", "kvm");
        assertEquals(0, ended.status(), ended.out() + ended.err());
        assertTrue(ended.out().contains("Nothing to install."), ended.out());
        assertTrue(ended.out().contains("  runc         launches"), ended.out());
    }

    @Test
    void refusesWhereNobodyCanBeAsked() throws IOException, InterruptedException {
        needRoot();
        script("apt-get", "exit 1");
        TareProcess.Ended ended = tare.run("setup", "bubblewrap");
        assertEquals(2, ended.status(), ended.err());
        assertTrue(ended.err().contains("tare setup --yes bubblewrap"), ended.err());
    }

    @Test
    void tellsWhatIsWrongByItsExitCode() throws IOException, InterruptedException {
        needRoot();
        assertEquals(2, tare.run("setup", "bublewrap").status());
        assertEquals(2, tare.run("setup", "firecracker").status());
        TareProcess.Ended none = tare.run("setup", "--yes", "bubblewrap");
        assertEquals(7, none.status(), none.err());
        assertTrue(none.err().contains("there is no program apt-get"), none.err());
        script("apt-get", "echo 'E: the disk is full'", "exit 100");
        TareProcess.Ended failed = tare.run("setup", "--yes", "bubblewrap");
        assertEquals(7, failed.status(), failed.err());
        assertTrue(failed.err().contains("E: the disk is full"), failed.err());
    }

    /** What ignores SIGINT starts programs that do so too, unless something is done about it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void terminatedItEndsAptInPeaceAndTakesThePolicyAway(boolean background)
            throws IOException, InterruptedException {
        needRoot();
        waitingApt();
        String[] words = {"setup", "--yes", "bubblewrap"};
        Process setup = background ? tare.startInBackground(words) : tare.start(words);
        long apt = aptPid(setup);
        setup.destroy();
        TareProcess.Ended ended = tare.await(setup);
        assertEquals(143, ended.status(), ended.err());
        assertTrue(ended.err().contains("Ended early"), ended.err());
        assertTrue(ended.err().contains("100"), ended.err());
        assertFalse(ProcessHandle.of(apt).isPresent());
    }

    @Test
    void cleanTakesThePolicyAwayAfterAKill() throws IOException, InterruptedException {
        needRoot();
        waitingApt();
        Process setup = tare.start("setup", "--yes", "bubblewrap");
        ProcessHandle apt = ProcessHandle.of(aptPid(setup)).orElseThrow();
        setup.destroyForcibly().waitFor();
        assertTrue(Files.readString(POLICY).contains("tare setup"));
        TareProcess.Ended early = tare.run("clean");
        assertTrue(early.out().contains("left file " + POLICY), early.out());
        assertTrue(Files.readString(POLICY).contains("tare setup"), "apt-get still needs it");
        apt.destroyForcibly();
        // Its new parent reaps it when it likes; the cleaner counts no zombie.
        CountDownLatch never = new CountDownLatch(1);
        boolean removed = false;
        for (int i = 0; i < 100 && !removed; i++) {
            removed = tare.run("clean").out().contains("removed file " + POLICY);
            never.await(20, TimeUnit.MILLISECONDS);
        }
        assertTrue(removed, "clean takes it away once apt-get has ended");
    }
}
