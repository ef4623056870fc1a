package tare.harness.host;

import static tare.results.model.HostFact.JAVA_MAJOR;
import static tare.results.model.HostFact.JAVA_VERSION;
import static tare.results.model.HostFact.LOAD_AVERAGE;
import static tare.results.model.HostFact.NOFILE_LIMIT;
import static tare.results.model.HostFact.PID_MAX;
import static tare.results.model.HostFact.PRIVILEGE;
import static tare.results.model.HostFact.STEAL_SHARE;
import static tare.results.model.HostFact.UPTIME_SECONDS;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;

/** Reads what is known of a host. A fact that cannot be read is absent. */
public final class HostProbe {

    private final HostTree tree;
    private final Hardware hardware;
    private final Runtime.Version java;

    private HostProbe(HostTree tree, Hardware hardware, Runtime.Version java) {
        this.tree = tree;
        this.hardware = hardware;
        this.java = java;
    }

    /** Probes this host. */
    public static HostProbe live() {
        return new HostProbe(HostTree.live(), Hardware.oshi(), Runtime.version());
    }

    /** Probes a captured tree. */
    static HostProbe of(HostTree tree, Hardware hardware, Runtime.Version java) {
        return new HostProbe(tree, hardware, java);
    }

    /**
     * Reads all facts.
     *
     * @param measured facts that were measured and cannot be read, such as {@link
     *     HostFact#KVM_KIND}; they win over what is read
     */
    public HostFacts read(Map<HostFact, String> measured) {
        SortedMap<HostFact, String> facts = new TreeMap<>();
        new CpuFacts(tree, hardware, Topology.read(tree)).read(facts);
        new SystemFacts(tree, hardware).read(facts);
        facts.put(JAVA_MAJOR, Integer.toString(java.feature()));
        facts.put(JAVA_VERSION, java.toString());
        moment(facts);
        privilege(facts);
        facts.putAll(measured);
        return new HostFacts(Fingerprint.of(facts), facts);
    }

    /** What is true now and may be otherwise in a minute. */
    private void moment(Map<HostFact, String> facts) {
        tree.line("proc/loadavg").ifPresent(v -> facts.put(LOAD_AVERAGE, v.split(" ", 2)[0]));
        tree.line("proc/uptime")
                .map(v -> HostTree.whole(v.split("\\.", 2)[0]))
                .filter(OptionalLong::isPresent)
                .ifPresent(v -> facts.put(UPTIME_SECONDS, Long.toString(v.getAsLong())));
        CpuTime.read(tree)
                .filter(time -> time.total() > 0)
                .ifPresent(
                        time ->
                                facts.put(
                                        STEAL_SHARE,
                                        String.format(
                                                Locale.ROOT,
                                                "%.4f",
                                                (double) time.steal() / time.total())));
    }

    private void privilege(Map<HostFact, String> facts) {
        Privilege privilege = Privilege.read(tree);
        if (privilege.userId() >= 0) {
            facts.put(PRIVILEGE, privilege.describe());
        }
        privilege.openFiles().ifPresent(v -> facts.put(NOFILE_LIMIT, Long.toString(v)));
        privilege.pidMax().ifPresent(v -> facts.put(PID_MAX, Long.toString(v)));
    }
}
