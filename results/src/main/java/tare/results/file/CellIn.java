package tare.results.file;

import static tare.results.file.JsonIn.required;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Direction;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Summary;
import tare.results.model.Unit;

/** Reads cells of results and fragments of unfinished runs, which have the same head. */
final class CellIn {

    /** All samples of a document: 160 MB. */
    private static final int MOST_SAMPLES = 20_000_000;

    private static final List<String> HEAD =
            List.of(
                    "experiment",
                    "backend",
                    "class",
                    "workload",
                    "parameters",
                    "metric",
                    "unit",
                    "direction",
                    "method",
                    "labels",
                    "channel",
                    "status");

    private final JsonIn in;
    private int samples;

    CellIn(JsonIn in) {
        this.in = in;
    }

    /** What one object may hold, before it is known whether it is whole. */
    private static final class Fields {
        @Nullable String experiment;
        @Nullable String backend;
        @Nullable BackendClass backendClass;
        @Nullable String workload;
        SortedMap<String, String> parameters = new TreeMap<>();
        @Nullable Metric metric;
        @Nullable Unit unit;
        @Nullable Direction direction;
        int method;
        SortedSet<Label> labels = new TreeSet<>();
        String channel = "";
        @Nullable String status;
        String reason = "";
        String remedy = "";
        final List<Round> rounds = new ArrayList<>();
        @Nullable Summary summary;
        boolean foreign;

        CellKey key() {
            Metric known = required(metric, "metric");
            if (unit != known.unit() || direction != known.direction()) {
                throw new JsonIn.Mismatch("unit or direction is not that of " + known.id());
            }
            return new CellKey(
                    required(experiment, "experiment"),
                    required(backend, "backend"),
                    required(workload, "workload"),
                    known,
                    parameters);
        }

        boolean measured() {
            return required(status, "status").equals(Words.MEASURED);
        }

        Outcome.Measured measurement() {
            Summary whole = required(summary, "summary");
            int before = -1;
            int count = 0;
            for (Round round : rounds) {
                if (round.round() <= before) {
                    throw new JsonIn.Mismatch("rounds are not in order");
                }
                before = round.round();
                count += round.samples().count();
            }
            if (count != whole.count()) {
                throw new JsonIn.Mismatch(
                        "the summary counts " + whole.count() + " samples, there are " + count);
            }
            return new Outcome.Measured(rounds, whole);
        }

        Outcome.Absent absence() {
            return new Outcome.Absent(Words.kind(required(status, "status")), reason, remedy);
        }
    }

    /** The next cell; null for one of which only a newer Tare knows what it is. */
    @Nullable Cell cell() throws IOException {
        Fields fields = fields(HEAD);
        if (fields.foreign) {
            return null;
        }
        checkOutcome(fields);
        Outcome outcome = fields.measured() ? fields.measurement() : fields.absence();
        return new Cell(
                fields.key(),
                required(fields.backendClass, "class"),
                fields.method,
                fields.labels,
                fields.channel,
                outcome);
    }

    Fragment fragment() throws IOException {
        Fields fields = fields(List.of());
        if (fields.measured() && fields.rounds.size() != 1) {
            throw new JsonIn.Mismatch("a fragment has one round");
        }
        Fragment.Part part =
                fields.measured()
                        ? new Fragment.Part.Samples(fields.rounds.get(0))
                        : new Fragment.Part.Absence(fields.absence());
        return new Fragment(
                fields.key(),
                required(fields.backendClass, "class"),
                fields.method,
                fields.labels,
                fields.channel,
                part);
    }

    private Fields fields(List<String> needed) throws IOException {
        Fields fields = new Fields();
        in.object(name -> known(name, fields), needed);
        return fields;
    }

    /** A word of a closed list that is longer in a newer Tare makes the whole cell foreign. */
    private boolean known(String name, Fields fields) throws IOException {
        try {
            return head(name, fields) || outcome(name, fields);
        } catch (Words.UnknownWord e) {
            if (!in.isNewer()) {
                throw e;
            }
            fields.foreign = true;
            return true;
        }
    }

    /** What belongs to a status, and what does not. */
    private void checkOutcome(Fields fields) {
        boolean measured = fields.measured();
        if (measured && (!fields.reason.isEmpty() || !fields.remedy.isEmpty())) {
            in.complain("a measured cell has no reason and no remedy");
        }
        if (measured && fields.rounds.isEmpty()) {
            in.complain("a measured cell has rounds");
        }
        if (!measured && fields.reason.isEmpty()) {
            in.complain("a cell that is not measured says why: the field 'reason' is missing");
        }
        if (!measured && (!fields.rounds.isEmpty() || fields.summary != null)) {
            in.complain("a cell that is not measured has no rounds and no summary");
        }
    }

    private void label(Fields fields) throws IOException {
        if (!fields.labels.add(Words.label(in.string()))) {
            in.complain("the label is there twice");
        }
    }

    private boolean head(String name, Fields fields) throws IOException {
        switch (name) {
            case "experiment" -> fields.experiment = in.filled();
            case "backend" -> fields.backend = in.filled();
            case "class" -> fields.backendClass = Words.backendClass(in.string());
            case "workload" -> fields.workload = in.filled();
            case "parameters" -> fields.parameters = in.map();
            case "metric" -> fields.metric = Words.metric(in.string());
            case "unit" -> fields.unit = Words.unit(in.string());
            case "direction" -> fields.direction = Words.direction(in.string());
            case "method" -> fields.method = in.integer();
            case "labels" -> in.array(() -> label(fields));
            case "channel" -> fields.channel = in.string();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean outcome(String name, Fields fields) throws IOException {
        switch (name) {
            case "status" -> {
                fields.status = in.string();
                if (!fields.measured()) {
                    Words.kind(fields.status);
                }
            }
            case "reason" -> fields.reason = in.string();
            case "remedy" -> fields.remedy = in.string();
            case "samples" -> fields.rounds.add(round());
            case "rounds" -> in.array(() -> fields.rounds.add(round()));
            case "summary" -> fields.summary = summary();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Round round() throws IOException {
        var read =
                new Object() {
                    int round = -1;
                    int order = -1;
                    int count = -1;
                    double @Nullable [] samples;
                    SampleCodec.@Nullable Encoding encoding;
                    @Nullable String encoded;
                };
        in.object(
                name -> {
                    switch (name) {
                        case "round" -> read.round = in.integer();
                        case "order" -> read.order = in.integer();
                        case "count" -> read.count = in.integer();
                        case "samples" -> read.samples = in.numbers(SampleCodec.LARGEST);
                        case "encoding" -> read.encoding = Words.encoding(in.string());
                        case "encodedSamples" -> read.encoded = in.string();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        double[] samples = read.samples;
        boolean plain = read.count < 0 && read.encoding == null && read.encoded == null;
        if (samples != null && (!plain || samples.length > SampleCodec.THRESHOLD)) {
            in.complain("up to " + SampleCodec.THRESHOLD + " samples are plain, more are encoded");
        }
        if (samples == null && read.count >= 0 && read.count <= SampleCodec.THRESHOLD) {
            in.complain("so few samples are not encoded");
        }
        if (samples == null) {
            samples =
                    SampleCodec.decode(
                            required(read.encoded, "samples"),
                            read.count,
                            required(read.encoding, "encoding"));
        }
        this.samples += samples.length;
        if (this.samples > MOST_SAMPLES) {
            throw new JsonIn.Mismatch("it has more than " + MOST_SAMPLES + " samples");
        }
        return new Round(read.round, read.order, new Samples(samples));
    }

    private Summary summary() throws IOException {
        double[] values = new double[7];
        Arrays.fill(values, Double.NaN);
        var read =
                new Object() {
                    int count;
                    @Nullable String estimator;
                };
        List<String> names = List.of("min", "p50", "p90", "p99", "p999", "max", "mean");
        in.object(
                name -> {
                    if (names.contains(name)) {
                        values[names.indexOf(name)] = in.number();
                        return true;
                    }
                    switch (name) {
                        case "count" -> read.count = in.integer();
                        case "estimator" -> read.estimator = in.string();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new JsonIn.Mismatch("the field '" + names.get(i) + "' is missing");
            }
        }
        return new Summary(
                read.count,
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                required(read.estimator, "estimator"));
    }
}
