package tare.harness.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

class HostProbeTest {

    @TempDir Path directory;

    @Test
    void readsABareMachine() throws IOException {
        HostFacts facts = facts("x86-bare-v2");
        assertEquals(
                "Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz family 6 model 85 stepping 4",
                facts.value(HostFact.CPU_MODEL));
        assertEquals("0x2007006", facts.value(HostFact.CPU_MICROCODE));
        assertEquals("0-7", facts.value(HostFact.CPU_ONLINE));
        assertEquals("on", facts.value(HostFact.CPU_SMT));
        assertEquals("on", facts.value(HostFact.CPU_TURBO));
        assertEquals("powersave", facts.value(HostFact.CPU_GOVERNOR));
        assertEquals(
                "l1tf: Mitigation: PTE Inversion; VMX: conditional cache flushes, SMT vulnerable",
                facts.value(HostFact.CPU_MITIGATIONS));
        assertEquals("2350000000", facts.value(HostFact.CPU_FREQUENCY));
        assertEquals("2", facts.value(HostFact.NUMA_NODES));
        assertEquals("187", facts.value(HostFact.MEMORY_GIB));
        assertEquals("none", facts.value(HostFact.HYPERVISOR));
        assertEquals("v2 memory=v2 pids=v2", facts.value(HostFact.CGROUP_LAYOUT));
        assertEquals("always", facts.value(HostFact.THP));
        assertEquals("kvm, kvm_intel", facts.value(HostFact.KVM_MODULES));
        assertEquals(
                "user, no CAP_SYS_ADMIN, no user namespaces:"
                        + " kernel.unprivileged_userns_clone is 0",
                facts.value(HostFact.PRIVILEGE));
        assertEquals("1024", facts.value(HostFact.NOFILE_LIMIT));
        assertEquals("86400", facts.value(HostFact.UPTIME_SECONDS));
    }

    @Test
    void readsACloudGuest() throws IOException {
        HostFacts facts = facts("nested-hybrid");
        assertEquals("kvm", facts.value(HostFact.HYPERVISOR));
        assertEquals("hybrid memory=v1 pids=v1", facts.value(HostFact.CGROUP_LAYOUT));
        assertEquals("24", facts.value(HostFact.MEMORY_GIB));
        assertEquals("off", facts.value(HostFact.SWAP));
        assertEquals("4096", facts.value(HostFact.PAGE_SIZE));
        assertEquals("root, CAP_SYS_ADMIN, user namespaces", facts.value(HostFact.PRIVILEGE));
        assertFalse(facts.values().containsKey(HostFact.CPU_GOVERNOR), "there is no cpufreq");
    }

    @Test
    void readsAnArmMachine() throws IOException {
        HostFacts facts = facts("arm-mixed-v1");
        assertEquals("implementer 0x41 part 0xd03", facts.value(HostFact.CPU_MODEL));
        assertEquals("v1 memory=v1 pids=v1", facts.value(HostFact.CGROUP_LAYOUT));
        assertEquals("65536", facts.value(HostFact.PAGE_SIZE));
        assertEquals("capacity 1024, capacity 485", facts.value(HostFact.CPU_CORE_TYPES));
        assertEquals("performance, schedutil", facts.value(HostFact.CPU_GOVERNOR));
        assertEquals("0.0100", facts.value(HostFact.STEAL_SHARE));
        // Neither the CPU nor the firmware tells: absent, not guessed.
        for (HostFact absent :
                EnumSet.of(
                        HostFact.HYPERVISOR,
                        HostFact.CPU_MICROCODE,
                        HostFact.CPU_MITIGATIONS,
                        HostFact.NUMA_NODES,
                        HostFact.NOFILE_LIMIT,
                        HostFact.KVM_MODULES)) {
            assertFalse(facts.values().containsKey(absent), absent.id());
        }
    }

    @Test
    void knowsNothingOfAnEmptyTree() {
        HostFacts facts = probe(new HostTree(directory)).read(Map.of());
        assertEquals(
                EnumSet.of(HostFact.JAVA_MAJOR, HostFact.JAVA_VERSION), facts.values().keySet());
    }

    @Test
    void readsThisHost() {
        Map<HostFact, String> measured = Map.of(HostFact.KVM_KIND, "hardware");
        HostFacts first = HostProbe.live().read(measured);
        assertEquals("hardware", first.value(HostFact.KVM_KIND));
        assertEquals(first.fingerprint(), HostProbe.live().read(measured).fingerprint());
        assertTrue(first.values().containsKey(HostFact.CPU_MODEL));
        assertTrue(first.values().containsKey(HostFact.MEMORY_GIB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86-bare-v2", "nested-hybrid", "arm-mixed-v1"})
    void fingerprintsBindingFactsAlone(String name) throws IOException {
        HostFacts facts = facts(name);
        assertEquals(64, facts.fingerprint().length());
        for (HostFact fact : HostFact.values()) {
            TreeMap<HostFact, String> other = new TreeMap<>(facts.values());
            other.merge(fact, "x", String::concat);
            if (fact.binding()) {
                assertNotEquals(facts.fingerprint(), Fingerprint.of(other), fact.id());
            } else {
                assertEquals(facts.fingerprint(), Fingerprint.of(other), fact.id());
            }
        }
    }

    @Test
    void fingerprintIsThePublishedHash() {
        // printf 'architecture=x86_64\ncpu.online=0-1\n' | sha256sum
        assertEquals(
                "9dd2d9e707e411f9666876230e0278102cb4be5a9d7246a041c4766d5cef82a6",
                Fingerprint.of(
                        Map.of(
                                HostFact.CPU_ONLINE,
                                "0-1",
                                HostFact.ARCHITECTURE,
                                "x86_64",
                                HostFact.HOST_NAME,
                                "h")));
    }

    @Test
    void warnsWithFigures() throws IOException {
        HostTree tree = CapturedTree.unpack("x86-bare-v2", directory);
        List<Warning> warnings =
                new HostWarnings(tree, directory.resolve("home")).read(probe(tree).read(Map.of()));
        assertEquals(
                Set.of(
                        WarningKind.GOVERNOR,
                        WarningKind.TURBO,
                        WarningKind.SMT,
                        WarningKind.SWAP,
                        WarningKind.NUMA,
                        WarningKind.THROTTLING,
                        WarningKind.KSM,
                        WarningKind.LOAD,
                        WarningKind.UNPRIVILEGED),
                kinds(warnings));
        assertTrue(warnings.contains(new Warning(WarningKind.SWAP, "256 MiB of 8191 MiB used")));
        assertTrue(
                warnings.contains(new Warning(WarningKind.SMT, "8 hardware threads on 4 cores")));
        assertTrue(warnings.contains(new Warning(WarningKind.KSM, "1234 pages shared")));
    }

    @Test
    void warnsOfBatteryMixedCoresAndKvmKind() throws IOException {
        HostTree tree = CapturedTree.unpack("arm-mixed-v1", directory);
        HostFacts facts = probe(tree).read(Map.of(HostFact.KVM_KIND, "nested"));
        assertEquals(
                Set.of(
                        WarningKind.GOVERNOR,
                        WarningKind.MIXED_CORES,
                        WarningKind.BATTERY,
                        WarningKind.KVM_KIND),
                kinds(new HostWarnings(tree, directory.resolve("home")).read(facts)));
    }

    /** Fonts of this machine's Java runtime may or may not be there. */
    private static Set<WarningKind> kinds(List<Warning> warnings) {
        return warnings.stream()
                .map(Warning::kind)
                .filter(kind -> kind != WarningKind.FONTS)
                .collect(Collectors.toSet());
    }

    private HostFacts facts(String name) throws IOException {
        return probe(CapturedTree.unpack(name, directory)).read(Map.of());
    }

    private static HostProbe probe(HostTree tree) {
        return HostProbe.of(tree, Hardware.unknown(), Runtime.Version.parse("17.0.1"));
    }
}
