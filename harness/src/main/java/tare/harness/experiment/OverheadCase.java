package tare.harness.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tare.harness.jmh.Job;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.workloads.benchmark.Variant;
import tare.workloads.benchmark.Workload;
import tare.workloads.benchmark.Workloads;
import tare.workloads.benchmark.instance.Place;

/**
 * One JMH workload with its parameters: a cell of each backend.
 *
 * @param workload what runs
 * @param variant how
 */
record OverheadCase(Workload workload, Variant variant) {

    /**
     * Those whose workload's name a pattern finds something in, in the order of the registry.
     *
     * @param quick only those of the quick profile
     */
    static List<OverheadCase> of(Pattern names, boolean quick) {
        List<OverheadCase> cases = new ArrayList<>();
        for (Workload workload : Workloads.all()) {
            if (!workload.id().equals(Workloads.CANARY) && names.matcher(workload.id()).find()) {
                for (Variant variant : quick ? workload.quick() : workload.variants()) {
                    cases.add(new OverheadCase(workload, variant));
                }
            }
        }
        return cases;
    }

    /** What shows that a fork had JMH's hints. */
    static OverheadCase canary() {
        Workload canary = Workloads.named(Workloads.CANARY).orElseThrow();
        return new OverheadCase(canary, canary.variants().get(0));
    }

    CellKey key(String backend) {
        SortedMap<String, String> parameters = new TreeMap<>(variant.parameters());
        return new CellKey(
                Overhead.NAME, backend, workload.id(), Metric.OVERHEAD_SCORE, parameters);
    }

    /**
     * As a job for JMH.
     *
     * @param root directory of the instance's own root that it may write to
     * @param shared directory of the host's that it may write to
     */
    Job job(Path root, Path shared) {
        String heap = variant.heapMiB() + "m";
        List<String> own =
                List.of(
                        "-Xms" + heap,
                        "-Xmx" + heap,
                        // Its file would lie in /tmp, which is another one inside.
                        "-XX:-UsePerfData",
                        // Standard output may be the link to the host.
                        "-XX:+DisplayVMOutputToStderr",
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr",
                        "-XX:ErrorFile=" + shared.resolve("crash.log"),
                        "-Djava.io.tmpdir=" + shared,
                        Place.ROOT.argument(root),
                        Place.BIND.argument(shared));
        return new Job(
                name(),
                workload.includePattern(),
                new TreeMap<>(variant.parameters()),
                Stream.of(Workloads.JVM_ARGUMENTS, own, variant.jvmArguments())
                        .flatMap(List::stream)
                        .toList(),
                workload.id().equals(Workloads.CANARY));
    }

    /** Of files: workload and parameters. */
    String name() {
        StringBuilder name = new StringBuilder(workload.id());
        for (Map.Entry<String, String> parameter : new TreeMap<>(variant.parameters()).entrySet()) {
            name.append('.').append(parameter.getKey()).append('-').append(parameter.getValue());
        }
        return name.toString();
    }
}
