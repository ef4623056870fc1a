package tare.harness.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package may know which; {@code docs/architecture.md} says why. */
class ArrowsTest {

    private static final JavaClasses CLASSES = House.classes();

    /**
     * The map: each package of the house, without {@code tare.}, and what it may import of it. A
     * name that ends in {@code *} stands for the package and all below it. A package may always
     * import itself.
     */
    private static final Map<String, List<String>> MAY_IMPORT = map();

    private static Map<String, List<String>> map() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        results(map);

        workloads(map);

        simulators(map);
        reports(map);

        String ground = "results.model results.failure harness.clock harness.linux.*";
        map.put("harness.clock", List.of());
        map.put("harness.linux", words("results.failure"));
        map.put("harness.linux.cgroup", words("results.failure harness.linux"));
        map.put("harness.linux.kvm", words("results.failure harness.linux"));
        map.put("harness.linux.kvm.aarch64", words("results.failure harness.linux.*"));
        map.put("harness.linux.kvm.x86_64", words("results.failure harness.linux.*"));
        map.put("harness.linux.kvm.bare", words("results.failure harness.linux.*"));
        map.put("harness.journal", words("results.failure harness.clock harness.linux.*"));
        map.put("harness.host", words(ground + " harness.journal workloads.kernel"));
        map.put(
                "harness.backend",
                words(ground + " harness.host harness.journal workloads.kernel"));
        rooms(map, ground);
        application(map, ground);
        return map;
    }

    /** What asks backends, and what asks that. */
    private static void application(Map<String, List<String>> map, String ground) {
        String contracts = ground + " harness.host harness.journal harness.backend";
        map.put("harness.fork", words(contracts + " workloads.inside workloads.wrapper"));
        map.put(
                "harness.jmh",
                words(contracts + " harness.fork workloads.inside workloads.benchmark.*"));
        map.put("harness.service", words(contracts + " harness.fork workloads.service"));
        map.put("harness.storm", words(contracts + " harness.fork"));
        map.put("harness.crowd", words(contracts + " harness.fork"));
        map.put(
                "harness.experiment",
                words(
                        contracts
                                + " harness.fork harness.jmh harness.service harness.storm"
                                + " harness.crowd"
                                + " results.statistics simulators.* workloads.inside"
                                + " workloads.benchmark.* workloads.kernel"));
        map.put(
                "harness.run",
                words(
                        contracts
                                + " harness.fork harness.jmh harness.experiment results.file"
                                + " results.statistics simulators.*"));
        map.put(
                "harness.setup",
                words(
                        contracts
                                + " harness.backend.program harness.backend.guestkernel"
                                + " harness.run"));
        map.put("harness.cli", words("harness.* reports.* results.* simulators.* workloads.*"));
    }

    /** What runs inside an instance. */
    private static void workloads(Map<String, List<String>> map) {
        map.put("workloads.built", List.of());
        map.put("workloads.probe", words("workloads.built"));
        map.put("workloads.kernel", words("workloads.built"));
        map.put("workloads.stamp", words("workloads.built"));
        map.put("workloads.agent", words("workloads.built"));
        map.put("workloads.wrapper", words("workloads.built"));
        map.put("workloads.inside", List.of());
        map.put("workloads.service", List.of());
        String instance = "workloads.benchmark.instance";
        map.put(instance, List.of());
        map.put("workloads.benchmark.processor", words(instance));
        map.put("workloads.benchmark.memory", words(instance));
        map.put("workloads.benchmark.system", words(instance + " workloads.probe"));
        map.put("workloads.benchmark.files", words(instance));
        map.put("workloads.benchmark.exchange", words(instance));
        map.put("workloads.benchmark", words("workloads.benchmark.*"));
    }

    private static void reports(Map<String, List<String>> map) {
        String reading = "results.model results.statistics results.file results.failure";
        map.put("reports.reading", words(reading));
        map.put(
                "reports.figure",
                words(reading + " reports.reading results.history results.published"));
        map.put("reports.claim", words(reading + " reports.reading reports.figure"));
        map.put("reports.debate", words(reading + " reports.reading"));
        map.put("reports.chart", words("reports.figure results.failure"));
        map.put("reports.page", words(reading + " results.comparison results.history reports.*"));
    }

    private static void simulators(Map<String, List<String>> map) {
        map.put("simulators.fleet", List.of());
        map.put("simulators.catalogue", words("results.model results.statistics simulators.storm"));
        map.put("simulators.queue", List.of());
        map.put("simulators.contention", words("simulators.queue"));
        map.put("simulators.storm", words("results.model simulators.queue"));
        map.put("simulators.sla", words("results.failure"));
        map.put("simulators.plan", words("simulators.* results.model results.statistics"));
        map.put("simulators.backtest", words("simulators.* results.model results.statistics"));
        map.put("simulators.bound", words("simulators.fleet"));
        map.put("simulators.model", List.of());
        map.put("simulators.consolidation", List.of());
        String consolidation = "results.failure simulators.consolidation";
        map.put("simulators.consolidation.cloudsim", words(consolidation));
        map.put("simulators.migration", List.of());
        map.put(
                "simulators.consolidation.corrected",
                words(consolidation + " simulators.migration"));
        map.put("simulators.placement", words("simulators.fleet"));
        String policy = "simulators.fleet simulators.placement";
        map.put("simulators.placement.index", words(policy + " simulators.bound"));
        map.put("simulators.placement.packing", words(policy + " simulators.placement.index"));
        map.put("simulators.placement.scoring", words(policy + " simulators.placement.index"));
        map.put("simulators.placement.kubernetes", words(policy + " simulators.placement.index"));
        map.put("simulators.placement.mesos", words(policy + " simulators.placement.index"));
        map.put(
                "simulators.placement.named",
                words("results.failure simulators.fleet simulators.placement.*"));
        map.put(
                "simulators.engine",
                words("simulators.fleet simulators.bound simulators.placement.*"));
        map.put(
                "simulators.twolevel",
                words("simulators.fleet simulators.bound simulators.engine"));
        String trace = "results.failure simulators.trace";
        map.put("simulators.trace", words("results.failure"));
        map.put("simulators.trace.text", words(trace));
        map.put("simulators.trace.parquet", words(trace));
        map.put("simulators.trace.sqlite", words(trace));
        map.put(
                "simulators.scenario.file",
                words("simulators.* results.model results.failure results.statistics"));
        map.put("simulators.scenario", words("simulators.* results.model results.failure"));
    }

    /** The record, and what is made of it. */
    private static void results(Map<String, List<String>> map) {
        map.put("results.model", List.of());
        map.put("results.failure", List.of());
        map.put("results.published", List.of());
        map.put("results.statistics", List.of());
        map.put("results.file", words("results.model results.failure results.statistics"));
        String compared = "results.model results.failure results.statistics results.comparison";
        map.put("results.comparison", words("results.model results.statistics"));
        map.put("results.gate", words(compared));
        map.put("results.exchange", words(compared + " results.gate"));
        String files = "results.model results.failure results.statistics results.file";
        map.put("results.foreign", words(files));
        map.put("results.history", words(files));
    }

    /** The rooms of backends, and what they share. */
    private static void rooms(Map<String, List<String>> map, String ground) {
        String room = ground + " harness.host harness.journal harness.backend workloads.*";
        map.put("harness.backend.probe", words(room));
        map.put("harness.backend.process", words(room + " harness.backend.probe"));
        map.put("harness.backend.namespace", words(room + " harness.backend.probe"));
        map.put("harness.backend.guest", words(room));
        map.put("harness.backend.kvm", words(room + " harness.backend.guest"));
        map.put("harness.backend.kvmfork", words(room + " harness.backend.guest"));
        map.put("harness.backend.program", words(room + " harness.backend.probe"));
        String program = room + " harness.backend.probe harness.backend.program";
        map.put("harness.backend.bundle", words(program));
        map.put("harness.backend.bubblewrap", words(program));
        map.put("harness.backend.nspawn", words(program));
        map.put("harness.backend.lxc", words(program));
        map.put("harness.backend.initramfs", words(room));
        map.put("harness.backend.guestkernel", words(room));
        map.put("harness.backend.usermode", words(program + " harness.backend.initramfs"));
        String usermode = program + " harness.backend.initramfs harness.backend.usermode";
        map.put("harness.backend.uml", words(usermode));
        String machine = program + " harness.backend.initramfs harness.backend.guestkernel";
        map.put("harness.backend.machine", words(machine));
        map.put("harness.backend.qemu", words(machine + " harness.backend.machine"));
        map.put("harness.backend.qemufork", words(machine + " harness.backend.machine"));
        map.put(
                "harness.backend.nested",
                words(
                        usermode
                                + " harness.backend.guestkernel harness.backend.machine"
                                + " harness.backend.bundle"));
        map.put("harness.backend.vmm", words(machine));
        map.put("harness.backend.firecracker", words(program + " harness.backend.vmm"));
        map.put("harness.backend.cloudhypervisor", words(program + " harness.backend.vmm"));
        map.put("harness.backend.libvirt", words(machine));
        String bundle = program + " harness.backend.bundle";
        map.put("harness.backend.image", words(room + " harness.backend.probe"));
        String image = bundle + " harness.backend.image";
        map.put("harness.backend.recorder", words(room + " harness.backend.probe"));
        String recorder = image + " harness.backend.recorder";
        map.put("harness.backend.containerd", words(recorder));
        map.put("harness.backend.podman", words(image));
        map.put("harness.backend.docker", words(recorder));
        map.put("harness.backend.crun", words(bundle));
        map.put("harness.backend.gvisor", words(bundle));
        map.put("harness.backend.oci", words(bundle));
        map.put("harness.backend.runc", words(bundle));
    }

    @Test
    void packagesImportOnlyWhatTheMapAllows() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass source : CLASSES) {
            String from = local(source);
            for (Dependency dependency : source.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("tare.") && !allowed(from, local(target))) {
                    wrong.add(from + " -> " + local(target) + ": " + dependency.getDescription());
                }
            }
        }
        assertEquals("", String.join("\n", wrong), "arrows that the map does not have");
    }

    @Test
    void everyPackageIsOnTheMap() {
        TreeSet<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(local(type)));
        assertEquals(new TreeSet<>(MAY_IMPORT.keySet()), found);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("tare.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static boolean allowed(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        return MAY_IMPORT.getOrDefault(from, List.of()).stream()
                .anyMatch(
                        pattern ->
                                pattern.endsWith(".*")
                                        ? (to + ".")
                                                .startsWith(
                                                        pattern.substring(0, pattern.length() - 1))
                                        : pattern.equals(to));
    }

    private static String local(JavaClass type) {
        return type.getPackageName().substring("tare.".length());
    }

    private static List<String> words(String text) {
        return new ArrayList<>(Arrays.asList(text.split(" ", -1)));
    }
}
