package tare.harness.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** What makes this host a poor place to measure on, with the figures. */
public final class HostWarnings {

    /** Load per CPU above which other work is felt; Tare itself is one of at least two CPUs. */
    private static final double LOAD_PER_CPU = 0.5;

    private static final int FONT_DEPTH = 6;
    private static final String POWER = "sys/class/power_supply/";
    private static final String CPU = "sys/devices/system/cpu/";

    private final HostTree tree;
    private final Path home;

    /** Looks at this host. */
    public HostWarnings() {
        this(HostTree.live(), Path.of(System.getProperty("user.home", "/")));
    }

    HostWarnings(HostTree tree, Path home) {
        this.tree = tree;
        this.home = home;
    }

    /** All that apply, in the order of {@link WarningKind}. */
    public List<Warning> read(HostFacts facts) {
        List<Warning> found = new ArrayList<>();
        processor(facts, found);
        memory(facts, found);
        throttling(found);
        load(facts, found);
        power(found);
        if (!fonts()) {
            found.add(new Warning(WarningKind.FONTS, "no font file below " + fontDirectories()));
        }
        beneath(facts, found);
        found.sort(java.util.Comparator.comparing(Warning::kind));
        return List.copyOf(found);
    }

    private void processor(HostFacts facts, List<Warning> found) {
        String governor = facts.values().getOrDefault(HostFact.CPU_GOVERNOR, "performance");
        if (!governor.equals("performance")) {
            found.add(new Warning(WarningKind.GOVERNOR, "it is " + governor));
        }
        if (facts.value(HostFact.CPU_TURBO).equals("on")) {
            found.add(new Warning(WarningKind.TURBO, ""));
        }
        Topology topology = Topology.read(tree);
        if (facts.value(HostFact.CPU_SMT).equals("on")) {
            found.add(
                    new Warning(
                            WarningKind.SMT,
                            topology.cpus().size()
                                    + " hardware threads on "
                                    + topology.cores()
                                    + " cores"));
        }
        if (topology.nodes() > 1) {
            found.add(new Warning(WarningKind.NUMA, topology.nodes() + " nodes with CPUs"));
        }
        if (topology.types().size() > 1) {
            found.add(new Warning(WarningKind.MIXED_CORES, String.join(", ", topology.types())));
        }
    }

    private void memory(HostFacts facts, List<Warning> found) {
        if (facts.value(HostFact.SWAP).equals("on")) {
            long kibibytes = meminfo("SwapTotal:") - meminfo("SwapFree:");
            found.add(
                    new Warning(
                            WarningKind.SWAP,
                            String.format(
                                    Locale.ROOT,
                                    "%d MiB of %d MiB used",
                                    kibibytes / 1024,
                                    meminfo("SwapTotal:") / 1024)));
        }
        if (facts.value(HostFact.KSM).equals("on")) {
            found.add(
                    new Warning(
                            WarningKind.KSM,
                            tree.number("sys/kernel/mm/ksm/pages_sharing").orElse(0)
                                    + " pages shared"));
        }
    }

    private long meminfo(String key) {
        return tree.after("proc/meminfo", key)
                .map(HostTree::whole)
                .orElse(OptionalLong.empty())
                .orElse(0);
    }

    private void throttling(List<Warning> found) {
        long count = 0;
        for (String cpu : tree.names("sys/devices/system/cpu")) {
            count += tree.number(CPU + cpu + "/thermal_throttle/core_throttle_count").orElse(0);
        }
        if (count > 0) {
            found.add(new Warning(WarningKind.THROTTLING, count + " times since boot, all cores"));
        }
    }

    private void load(HostFacts facts, List<Warning> found) {
        String load = facts.value(HostFact.LOAD_AVERAGE);
        int cpus = Topology.read(tree).cpus().size();
        if (load.matches("[0-9.]+") && Double.parseDouble(load) > LOAD_PER_CPU * cpus) {
            found.add(
                    new Warning(
                            WarningKind.LOAD,
                            "load average " + load + " over the last minute on " + cpus + " CPUs"));
        }
    }

    private void power(List<Warning> found) {
        for (String supply : tree.names("sys/class/power_supply")) {
            if (tree.line(POWER + supply + "/type").orElse("").equals("Battery")
                    && tree.line(POWER + supply + "/status").orElse("").equals("Discharging")) {
                found.add(
                        new Warning(
                                WarningKind.BATTERY,
                                supply
                                        + " at "
                                        + tree.line(POWER + supply + "/capacity").orElse("?")
                                        + " %"));
            }
        }
    }

    private void beneath(HostFacts facts, List<Warning> found) {
        String steal = facts.value(HostFact.STEAL_SHARE);
        if (steal.matches("[0-9.]+") && Double.parseDouble(steal) > Pressure.STEAL_LIMIT) {
            found.add(new Warning(WarningKind.STEAL, steal + " of all CPU time since boot"));
        }
        String kvm = facts.value(HostFact.KVM_KIND);
        if (kvm.equals("nested") || kvm.equals("software-paging")) {
            found.add(new Warning(WarningKind.KVM_KIND, "it is " + kvm));
        }
        Privilege privilege = Privilege.read(tree);
        if (privilege.userId() > 0) {
            found.add(new Warning(WarningKind.UNPRIVILEGED, privilege.describe()));
        }
    }

    /** Where fontconfig looks on all distributions, and where the Java runtime keeps its own. */
    private List<Path> fontDirectories() {
        return List.of(
                tree.root().resolve("usr/share/fonts"),
                tree.root().resolve("usr/local/share/fonts"),
                home.resolve(".fonts"),
                home.resolve(".local/share/fonts"),
                Path.of(System.getProperty("java.home", "/"), "lib", "fonts"));
    }

    private boolean fonts() {
        for (Path directory : fontDirectories()) {
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(directory, FONT_DEPTH)) {
                if (files.anyMatch(f -> f.toString().matches("(?i).*\\.(ttf|otf|ttc|pfb)"))) {
                    return true;
                }
            } catch (IOException | UncheckedIOException unreadable) {
                // As good as empty: what cannot be read cannot be drawn with.
            }
        }
        return false;
    }
}
