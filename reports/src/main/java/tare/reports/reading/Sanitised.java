package tare.reports.reading;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Tool;
import tare.results.model.Warning;

/**
 * Makes the strings of a run fit to be shown. They come from hosts, tools and foreign files:
 * control characters and halves of surrogate pairs are not even legal in HTML, directional
 * overrides can disguise text, and a megabyte of reason would bury the page. Markup is <em>not</em>
 * escaped here; that is the template's work.
 */
public final class Sanitised {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 800;

    private Sanitised() {}

    /** The same run with every string fit to be shown. */
    public static RunResult run(RunResult run) {
        return new RunResult(
                name(run.id()),
                name(run.createdAt()),
                run.state(),
                tool(run.tool()),
                host(run.host()),
                plan(run.plan()),
                run.cells().stream().map(Sanitised::cell).toList(),
                run.warnings().stream()
                        .map(warning -> new Warning(warning.kind(), text(warning.detail())))
                        .toList());
    }

    private static Tool tool(Tool tool) {
        SortedMap<String, Integer> methods = new TreeMap<>();
        tool.methods().forEach((key, value) -> methods.put(name(key), value));
        return new Tool(
                name(tool.version()), name(tool.commit()), methods, strings(tool.versions()));
    }

    private static HostFacts host(HostFacts host) {
        SortedMap<HostFact, String> values = new TreeMap<>();
        host.values().forEach((fact, value) -> values.put(fact, text(value)));
        return new HostFacts(name(host.fingerprint()), values);
    }

    private static Plan plan(Plan plan) {
        return new Plan(
                plan.seed(),
                name(plan.profile()),
                names(plan.experiments()),
                names(plan.backends()),
                plan.rounds(),
                strings(plan.parameters()),
                plan.steps().stream()
                        .map(
                                step ->
                                        new Step(
                                                step.round(),
                                                step.order(),
                                                name(step.experiment()),
                                                name(step.backend())))
                        .toList());
    }

    private static Cell cell(Cell cell) {
        CellKey key = cell.key();
        CellKey clean =
                new CellKey(
                        name(key.experiment()),
                        name(key.backend()),
                        name(key.workload()),
                        key.metric(),
                        strings(key.parameters()));
        Outcome outcome = cell.outcome();
        if (outcome instanceof Outcome.Absent absent) {
            outcome =
                    new Outcome.Absent(absent.kind(), text(absent.reason()), text(absent.remedy()));
        }
        return new Cell(
                clean,
                cell.backendClass(),
                cell.method(),
                cell.labels(),
                name(cell.channel()),
                outcome);
    }

    private static List<String> names(List<String> names) {
        return names.stream().map(Sanitised::name).toList();
    }

    private static SortedMap<String, String> strings(Map<String, String> strings) {
        SortedMap<String, String> clean = new TreeMap<>();
        strings.forEach((key, value) -> clean.put(name(key), text(value)));
        return clean;
    }

    static String name(String value) {
        return clean(value, LONGEST_NAME);
    }

    /** A single text, as of a command line, fit to be shown. */
    public static String text(String value) {
        return clean(value, LONGEST_TEXT);
    }

    private static String clean(String value, int longest) {
        StringBuilder clean = new StringBuilder();
        int kept =
                value.length() <= longest
                        ? value.length()
                        : value.offsetByCodePoints(0, value.codePointCount(0, longest));
        value.substring(0, kept).codePoints().map(Sanitised::shown).forEach(clean::appendCodePoint);
        if (kept < value.length()) {
            clean.append("… (").append(value.length() - kept).append(" more characters)");
        }
        return clean.toString();
    }

    /** The character itself, or what stands for it. */
    private static int shown(int point) {
        if (point == '\n' || point == '\r' || point == '\t') {
            return ' ';
        }
        if (point < 0x20) {
            return 0x2400 + point; // the control pictures, for example SYMBOL FOR ESCAPE
        }
        boolean override =
                (point >= 0x202A && point <= 0x202E)
                        || (point >= 0x2066 && point <= 0x2069)
                        || point == 0x200E
                        || point == 0x200F;
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        boolean control = point >= 0x7F && point <= 0x9F;
        boolean noncharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        return override || surrogate || control || noncharacter ? 0xFFFD : point;
    }
}
