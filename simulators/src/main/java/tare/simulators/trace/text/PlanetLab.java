package tare.simulators.trace.text;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.InstanceRow;
import tare.simulators.trace.Numbers;
import tare.simulators.trace.Place;
import tare.simulators.trace.Remark;
import tare.simulators.trace.RemarkKind;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.Source;
import tare.simulators.trace.Trace;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.UsageRow;

/**
 * A day of PlanetLab: a folder with one file for each VM, 288 lines, each a number of per cent that
 * the VM used over five minutes; line k begins 300 (k - 1) seconds into the day. Files in the byte
 * order of their names. What a VM asked for is not told.
 *
 * <p>Source: Park, Pai, "CoMon", OSR 40(1) 2006; Beloglazov, Buyya, CCPE 24(13) 2012.
 */
public final class PlanetLab implements Trace {

    /** The trace's own name. */
    public static final String FORMAT = "planetlab";

    /** Samples of a day. */
    public static final int SAMPLES = 288;

    private static final long EVERY_NANOS = 300 * Numbers.NANOS_PER_SECOND;
    private static final double PERCENT = 100;
    private static final Column VALUE = new Column(0, "CPU %");

    private final Path folder;

    /**
     * @param folder of one day
     */
    public PlanetLab(Path folder) {
        this.folder = folder;
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<Remark> instances(Consumer<InstanceRow> rows) {
        Remarks remarks = new Remarks();
        InstanceCheck check = new InstanceCheck(rows, remarks);
        for (Path file : Folder.files(folder)) {
            check.accept(
                    new InstanceRow(
                            Folder.name(file),
                            0,
                            SAMPLES * EVERY_NANOS,
                            OptionalInt.empty(),
                            OptionalLong.empty(),
                            0,
                            0),
                    Place.file(file.toString()));
        }
        return remarks.list();
    }

    @Override
    public List<Remark> usage(Consumer<UsageRow> rows) {
        Remarks remarks = new Remarks();
        UsageCheck check = new UsageCheck(rows, remarks);
        for (Path file : Folder.files(folder)) {
            series(Source.of(file), Folder.name(file), check, remarks);
        }
        return remarks.list();
    }

    /** One file. */
    static void series(Source source, String id, UsageCheck check, Remarks remarks) {
        long[] sample = {0};
        new Table(source, ',')
                .lines(
                        line -> {
                            if (sample[0] == SAMPLES) {
                                throw line.place()
                                        .error(
                                                "a day has " + SAMPLES + " samples",
                                                "is this a folder of one day of PlanetLab?");
                            }
                            check.accept(
                                    id,
                                    sample[0]++ * EVERY_NANOS,
                                    EVERY_NANOS,
                                    OptionalDouble.of(line.number(VALUE) / PERCENT),
                                    line.at(VALUE));
                        });
        if (sample[0] < SAMPLES) {
            remarks.count(RemarkKind.SERIES_SHORT, Place.line(source.name(), sample[0]));
        }
    }
}
