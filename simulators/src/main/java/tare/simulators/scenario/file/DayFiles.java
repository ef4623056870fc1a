package tare.simulators.scenario.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tare.simulators.consolidation.DayUse;
import tare.simulators.scenario.MotionScenario;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;
import tare.simulators.trace.text.PlanetLab;

/** Days of a scenario, read once and then only asked: several threads may. */
public final class DayFiles {

    private static final double NANOS = 1e9;

    private final Map<MotionScenario.Day, DayUse> days = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();

    private DayFiles() {}

    /**
     * Reads all days that the scenario names.
     *
     * @throws tare.results.failure.InputError if one cannot be
     */
    public static DayFiles of(MotionScenario scenario) {
        DayFiles files = new DayFiles();
        scenario.days().forEach(day -> files.days.computeIfAbsent(day, files::read));
        return files;
    }

    /** What was read on in spite of. */
    public List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** The use of a day. */
    public DayUse of(MotionScenario.Day day) {
        @Nullable DayUse use = days.get(day);
        if (use == null) {
            throw new IllegalArgumentException("not read: " + day.path());
        }
        return use;
    }

    private DayUse read(MotionScenario.Day day) {
        Map<String, double[]> rows = new LinkedHashMap<>();
        remarks.addAll(
                new PlanetLab(Path.of(day.path()))
                        .usage(
                                row -> {
                                    double[] shares =
                                            rows.computeIfAbsent(
                                                    row.id(), id -> new double[DayUse.SAMPLES]);
                                    int sample = (int) (row.startNanos() / NANOS / DayUse.INTERVAL);
                                    shares[sample] = row.share();
                                }));
        if (rows.isEmpty()) {
            throw Place.file(day.path())
                    .error("no file of the folder has a sample", "give the folder of one day");
        }
        return DayUse.of(rows.values().toArray(new double[0][]));
    }
}
