package tare.simulators.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.storm.LogNormalSamples;
import tare.simulators.storm.StartTimes;

/**
 * What others have published of start times: figures of other hosts, to plan with where nothing was
 * measured. Between the quantiles that are told, and beyond them, a log-normal stands in.
 *
 * @param name the technology's
 * @param medianMillis of one start after the other
 * @param tailMillis its 99th percentile; the median where only that is told
 * @param parallel how many at once were measured too; 1 for none
 * @param parallelMillis their median
 * @param cores of the host
 * @param source who says so
 */
public record PublishedStart(
        String name,
        BackendClass backendClass,
        double medianMillis,
        double tailMillis,
        int parallel,
        double parallelMillis,
        int cores,
        String source) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String NSDI =
            "raw data of Agache et al., NSDI 2020 (m5d.metal, 96 threads)";

    private static final List<PublishedStart> ALL =
            List.of(
                    new PublishedStart(
                            "runc",
                            BackendClass.CONTAINER,
                            33.4,
                            33.4,
                            1,
                            33.4,
                            1,
                            "crun's README, /bin/true"),
                    new PublishedStart(
                            "crun",
                            BackendClass.CONTAINER,
                            16.9,
                            16.9,
                            1,
                            16.9,
                            1,
                            "crun's README, /bin/true"),
                    new PublishedStart(
                            "firecracker", BackendClass.VM, 161, 172, 100, 217, 96, NSDI),
                    new PublishedStart(
                            "cloud-hypervisor", BackendClass.VM, 102, 110, 100, 134, 96, NSDI),
                    new PublishedStart("qemu", BackendClass.VM, 244, 259, 100, 240, 96, NSDI),
                    new PublishedStart(
                            "kata", BackendClass.VM, 640, 640, 1, 640, 1, "Kata Containers' CI"),
                    new PublishedStart(
                            "kata-ksm",
                            BackendClass.VM,
                            640,
                            640,
                            1,
                            640,
                            1,
                            "Kata Containers' CI"),
                    new PublishedStart(
                            "forked",
                            BackendClass.FORKED_VM,
                            800,
                            800,
                            1,
                            800,
                            1,
                            "Lagar-Cavilla et al., SnowFlock, EuroSys 2009: 32 clones within 0.8 s,"
                                    + " taken as the time of each"));

    /** Of whom something is known. */
    public static List<String> names() {
        return ALL.stream().map(PublishedStart::name).toList();
    }

    /** The one of that name; none where nobody has told. */
    public static Optional<StartTimes> named(String name) {
        return ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(PublishedStart::times);
    }

    private StartTimes times() {
        SortedSet<Label> labels = new TreeSet<>(List.of(Label.PUBLISHED));
        List<StartTimes.Point> curve =
                parallel == 1
                        ? List.of()
                        : List.of(
                                new StartTimes.Point(1, 1),
                                new StartTimes.Point(
                                        parallel, Math.max(1, parallelMillis / medianMillis)));
        return new StartTimes(
                name,
                backendClass,
                LogNormalSamples.of(medianMillis * NANOS_PER_MILLI, tailMillis * NANOS_PER_MILLI),
                1,
                curve,
                cores,
                labels,
                source);
    }
}
