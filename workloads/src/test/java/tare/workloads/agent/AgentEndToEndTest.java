package tare.workloads.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.workloads.Need;
import tare.workloads.probe.Probe;

/**
 * The agent as a process of the host's: as process 1 of namespaces of its own where it is to start
 * containers, where a power-off ends the namespace alone.
 */
@Tag("kernel")
@Timeout(60)
class AgentEndToEndTest {

    private static final String SEED = "5a".repeat(32);

    @TempDir Path directory;
    private @Nullable Process agent;

    @AfterEach
    void end() throws InterruptedException {
        if (agent != null) {
            agent.descendants().forEach(ProcessHandle::destroyForcibly);
            agent.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void saysReadyAnswersPingsAndEndsWithItsLine(String architecture) throws Exception {
        start(alone(architecture));
        say("x\n");
        assertEquals("PP", hear(2));
        assertEquals(0, endOfLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void answersWhatItCannotDoAndGoesOn(String architecture) throws Exception {
        start(alone(architecture));
        assertEquals("E 1 not-laid 22", ask("S 1 0 0 0"));
        assertEquals("E 1 request 22", ask("S 1 0 0"));
        assertEquals("E 1 request 22", ask("S 1 -1 0 0"));
        assertEquals("E 1 request 22", ask("S 1 0 1234567890123456789 0"));
        assertEquals("E - id 22", ask("S 256 0 0 0"));
        assertEquals("E - id 22", ask("Q"));
        assertEquals("E - id 22", ask("K 4294967296"));
        assertEquals("E 5 ask 16", ask("Q 5"));
        assertEquals("E 5 id 22", ask("K 5"));
        assertEquals("E 5 id 22", ask("V 5"));
        assertEquals("E - request 22", ask("L"));
        assertEquals("E - request 22", ask("LAY 1"));
        assertEquals("E - request 22", ask("L 0 /runc x"));
        assertEquals("E 5 no-runtime 22", ask("B 5 0 1 1"));
        assertEquals("E 5 request 22", ask("B 5 0 1"));
        assertEquals("E 5 request 22", ask("B 5 0 1 x"));
        assertEquals("E 5 not-prepared 22", ask("C 5"));
        assertEquals("E - seed 22", ask("F 00 name 0"));
        assertEquals("E - seed 22", ask("F " + "0g".repeat(32) + " name 0"));
        assertEquals("E - seed 22", ask("F " + SEED + SEED + "00 name 0"));
        assertEquals("E - name 22", ask("F " + SEED + " " + "n".repeat(65) + " 0"));
        assertEquals("E - mac 22", ask("F " + SEED + " name 0 52:54:00:12:34"));
        assertEquals("E - mac 22", ask("F " + SEED + " name 0 525400123456"));
        assertEquals("E - request 7", ask("S 1 2 3 4 5 6 7"));
        assertEquals("E - request 7", ask("S" + " ".repeat(511)));
        assertTrue(ask("S" + " ".repeat(510)).startsWith("E - id"));
        say("x");
        assertEquals("P", hear(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "aarch64"})
    void endsWithAStatusForWhatItsArgumentsLack(String architecture) throws Exception {
        assertEquals(2, run(alone(architecture, "1x")));
        assertEquals(2, run(alone(architecture, "1234567890123456789")));
        assertEquals(3, run(alone(architecture, "0", "/absent", "/absent")));
    }

    @Test
    void spinsBeforeItIsReady() throws Exception {
        long startNanos = System.nanoTime();
        start(alone("x86_64", "30000000"));
        assertTrue(System.nanoTime() - startNanos >= 30_000_000L);
    }

    @Test
    void containersAreWhatTheHostsNamespaceBackendMakes() throws Exception {
        start(asFirst());
        assertEquals("L", ask("L 0"));
        assertEquals("E - lay 16", ask("L 0"));
        assertTrue(ask("S 7 0 0 0").matches("R 7 [0-9]+ [0-9]+"));
        assertEquals("A 7", ask("Q 7"));
        String facts = ask("V 7");
        for (String set : List.of("Eff", "Prm", "Bnd", "Amb")) {
            assertTrue(facts.contains(" Cap" + set + ":0000000000000000 "), facts);
        }
        assertTrue(facts.contains(" NoNewPrivs:1 Seccomp:2 NSpid:"), facts);
        assertTrue(facts.matches(".* NSpid:[0-9]+,1 own:pid,mnt,uts,ipc,net,cgroup,"), facts);
        assertEquals("E 7 id 16", ask("S 7 0 0 0"));
        assertTrue(ask("K 7").matches("D 7 [0-9]+"));
        assertEquals("E 7 id 22", ask("K 7"));
        assertEquals("E 7 limits-not-laid 22", ask("S 7 0 1048576 4"));
        endOfLine();
    }

    @Test
    void manyContainersLiveAtOnceAndNoMore() throws Exception {
        start(asFirst());
        assertEquals("L", ask("L 0"));
        for (int id = 0; id < Agent.CONTAINERS; id++) {
            assertTrue(ask("S " + id + " 0 0 0").startsWith("R " + id + " "));
        }
        for (int id = 0; id < Agent.CONTAINERS; id++) {
            assertEquals("A " + id, ask("Q " + id));
        }
        assertEquals("E - id 22", ask("S " + Agent.CONTAINERS + " 0 0 0"));
        // The line ends with all of them alive: they go with process 1.
        endOfLine();
        assertFalse(agent().descendants().findAny().isPresent());
    }

    /** One that spins is not waited for: it can be ended, and others start meanwhile. */
    @Test
    void aSlowProbeHoldsNothingUp() throws Exception {
        start(asFirst());
        assertEquals("L", ask("L 0"));
        say("S 1 60000000000 0 0\n");
        assertTrue(ask("S 2 0 0 0").startsWith("R 2 "));
        assertEquals("E 1 ask 16", ask("Q 1"));
        assertTrue(ask("K 1").startsWith("D 1 "));
        String spun = ask("S 1 5000000 0 0");
        assertTrue(Long.parseLong(spun.split(" ", -1)[3]) >= 5_000_000L, spun);
        endOfLine();
    }

    @Test
    void aFreshIdentityIsItsOwn() throws Exception {
        start(asFirst());
        assertEquals("I", ask("F " + SEED + " clone-1 0"));
        String first = ask("G");
        assertTrue(first.matches("G [0-9a-f]{32} clone-1 -"), first);
        assertEquals("I", ask("F " + SEED + SEED + " clone-2 1000000"));
        String second = ask("G");
        assertTrue(second.matches("G [0-9a-f]{32} clone-2 -"), second);
        assertNotEquals(first.substring(2, 34), second.substring(2, 34));
        endOfLine();
    }

    /** Whoever gives one takes it that there is a card. */
    @Test
    void anAddressWithoutACardIsRefused() throws Exception {
        start(asFirst());
        assertEquals("E - mac 19", ask("F " + SEED + " clone-1 0 52:54:00:12:34:56"));
        endOfLine();
    }

    /** By the host's kernel: it is no module, or the right to load any is missing. */
    @Test
    void aModuleThatCannotBeLoadedIsNamedAndTheAgentEnds() throws Exception {
        List<String> command = asFirst();
        Files.write(Files.createDirectory(directory.resolve("modules")).resolve("0"), new byte[99]);
        agent = new ProcessBuilder(command).start();
        String said = new String(agent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(said.matches("E - /modules/0 (1|8|38)\n"), said);
        String console =
                new String(agent.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(said, console);
    }

    @Test
    void withoutAProbeTheGroundIsNotLaid() throws Exception {
        List<String> command = asFirst();
        Files.delete(directory.resolve("probe"));
        start(command);
        assertEquals("E - copy-probe 2", ask("L 0"));
        endOfLine();
    }

    @Test
    void aRuntimeThatIsNotThereLeavesNoBundle() throws Exception {
        List<String> command = asFirst();
        Files.createDirectory(directory.resolve(Agent.RUNTIME));
        Path config = directory.resolve(Agent.RUNTIME + Agent.CONFIG);
        Files.writeString(config, "{\"@S\"");
        start(command);
        assertEquals("L", ask("L 0 /absent"));
        for (int i = 0; i < 2; i++) {
            assertEquals("B 7", ask("B 7 0 1 1"));
            assertEquals("E 7 id 16", ask("B 7 0 1 1"));
            assertEquals("E 7 ask 16", ask("Q 7"));
            assertEquals("E 7 runtime-create 2", ask("C 7"));
            assertEquals("E 7 id 22", ask("K 7"));
        }
        assertEquals("B 7", ask("B 7 0 1 1"));
        assertTrue(ask("K 7").startsWith("D 7 "));
        Files.writeString(config, "x".repeat(8192));
        assertEquals("E 7 fill-config 7", ask("B 7 0 1 1"));
        try (var left = Files.list(directory.resolve("runtime/bundles"))) {
            assertEquals(List.of(), left.toList());
        }
        endOfLine();
    }

    @Test
    void aRuntimeIsNamedByAPathThatFits() throws Exception {
        List<String> command = asFirst();
        Files.createDirectory(directory.resolve(Agent.RUNTIME));
        start(command);
        assertEquals("E - runtime 22", ask("L 0 /" + "x".repeat(127)));
        endOfLine();
        assertTrue(Agent.nameable("/usr/sbin/runc"));
        assertFalse(Agent.nameable("/usr/my tools/runc"));
        assertFalse(Agent.nameable("/" + "x".repeat(127)));
    }

    private List<String> alone(String architecture, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Need.runner(architecture));
        command.add(program("agent-" + architecture, Agent.bytes(architecture)).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** As process 1 of namespaces, with the directory as its root. */
    private List<String> asFirst() throws Exception {
        Need.that(System.getProperty("os.arch").equals("amd64"), "this is not x86-64");
        Need.command("unshare");
        Need.command("chroot");
        List<String> unshare = List.of("unshare", "-mpnuiC", "--fork");
        List<String> trial = new ArrayList<>(unshare);
        trial.add("true");
        Need.that(run(trial) == 0, "no right to make namespaces: run as root");
        program("init", Agent.bytes("x86_64"));
        program("probe", Probe.bytes("x86_64"));
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("chroot", directory.toString(), "/init"));
        return command;
    }

    private Path program(String name, byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve(name), bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static int run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    private void start(List<String> command) throws IOException {
        agent = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("R", hear(1));
    }

    private Process agent() {
        return java.util.Objects.requireNonNull(agent);
    }

    private void say(String words) throws IOException {
        agent().getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        agent().getOutputStream().flush();
    }

    private String hear(int count) throws IOException {
        return new String(agent().getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    private String ask(String request) throws IOException {
        say(request + "\n");
        StringBuilder answer = new StringBuilder();
        InputStream in = agent().getInputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            assertNotEquals(-1, octet, "it ended after: " + answer);
            answer.append((char) octet);
        }
        return answer.toString();
    }

    private int endOfLine() throws Exception {
        agent().getOutputStream().close();
        assertEquals(-1, agent().getInputStream().read(), "nothing is written beyond the answers");
        return agent().waitFor();
    }
}
