package tare.harness.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tare.results.failure.ExitCode;
import tare.results.model.Direction;
import tare.results.model.Metric;
import tare.results.published.CloudSimFigures;

/** Documents agree with the code, lead somewhere, and name nobody's machine. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    private static final Pattern TESTS = Pattern.compile("-Dtest='?([A-Za-z0-9,]+)");
    private static final Pattern SCRIPT = Pattern.compile("harness/src/[a-z/-]+\\.sh");

    /** Paths and hosts that exist on one machine only. */
    private static final List<Pattern> FOREIGN =
            List.of(
                    Pattern.compile("(?<![\\w}])/wo" + "rk/"),
                    Pattern.compile("/ho" + "me/[a-z]{2}"),
                    Pattern.compile("(?<![\\w}])/ro" + "ot/"),
                    Pattern.compile("\\.m2/repo" + "sitory"),
                    Pattern.compile("(?i)\\b(artifact" + "ory|nex" + "us)\\."),
                    Pattern.compile("https?://repo[.0-9]"));

    private static final Set<String> BINARY = Set.of("bin", "png", "jar", "gz", "jsa", "class");

    @Test
    void metricsAreThoseOfTheCode() {
        List<String> expected =
                Arrays.stream(Metric.values())
                        .map(
                                metric ->
                                        metric.id()
                                                + " "
                                                + metric.unit().symbol()
                                                + " "
                                                + word(metric.direction()))
                        .toList();

        assertEquals(
                expected,
                rows("docs/metrics.md", cells -> cells[1] + " " + cells[2] + " " + cells[3]));
    }

    @Test
    void exitCodesAreThoseOfTheCode() {
        List<String> expected =
                Arrays.stream(ExitCode.values()).map(code -> code.code() + " " + code).toList();

        assertEquals(expected, rows("docs/exit-codes.md", cells -> cells[1] + " " + cells[2]));
    }

    /** The table of what CloudSim gives has every figure of the catalogue, and no other. */
    @Test
    void figuresOfCloudSimAreThoseOfTheCatalogue() {
        List<String> expected =
                CloudSimFigures.all().stream()
                        .map(
                                each ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %s %.5f %d %.5f %.5f %.5f",
                                                each.day(),
                                                each.policy(),
                                                each.energyKwh(),
                                                each.migrations(),
                                                each.slatah(),
                                                each.pdm(),
                                                each.slav()))
                        .toList();
        List<String> documented =
                House.read(House.ROOT.resolve("docs/validation.md"))
                        .lines()
                        .filter(line -> line.matches("\\| \\d{8} .*\\| equal \\|"))
                        .map(line -> line.split(" *\\| *", -1))
                        .map(cells -> String.join(" ", Arrays.asList(cells).subList(1, 8)))
                        .toList();

        assertEquals(expected, documented);
    }

    @Test
    void linksLeadSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(House.read(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    dead.add(House.name(page) + " -> " + target);
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    /** What a reader is told to run is there. */
    @Test
    void commandsNameWhatExists() {
        Set<String> tests =
                House.sources("test").stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .collect(Collectors.toSet());
        List<String> absent = new ArrayList<>();
        for (Path page : pages()) {
            String text = House.read(page);
            Matcher named = TESTS.matcher(text);
            while (named.find()) {
                for (String test : named.group(1).split(",", -1)) {
                    if (!tests.contains(test)) {
                        absent.add(House.name(page) + ": no test " + test);
                    }
                }
            }
            Matcher script = SCRIPT.matcher(text);
            while (script.find()) {
                if (!Files.isExecutable(House.ROOT.resolve(script.group()))) {
                    absent.add(House.name(page) + ": no script " + script.group());
                }
            }
        }
        assertEquals(List.of(), absent);
    }

    @Test
    void decisionsAreNumberedAndShort() {
        List<String> wrong = new ArrayList<>();
        List<Path> decisions = House.filesBelow(House.ROOT.resolve("docs/decisions")).toList();
        for (int i = 0; i < decisions.size(); i++) {
            String name = decisions.get(i).getFileName().toString();
            if (!name.startsWith(String.format("%04d-", i + 1))) {
                wrong.add(name + ": number " + (i + 1) + " is missing or taken twice");
            }
            if (House.read(decisions.get(i)).lines().count() > 30) {
                wrong.add(name + ": more than 30 lines");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingNamesOneMachine() {
        List<String> named = new ArrayList<>();
        for (Path file : projectFiles()) {
            String text = House.read(file);
            for (Pattern pattern : FOREIGN) {
                Matcher match = pattern.matcher(text);
                if (match.find()) {
                    named.add(House.name(file) + ": " + match.group());
                }
            }
        }
        assertEquals(List.of(), named);
    }

    private static String word(Direction direction) {
        return switch (direction) {
            case LOWER_IS_BETTER -> "lower";
            case HIGHER_IS_BETTER -> "higher";
            case NEUTRAL -> "neutral";
        };
    }

    /** The body rows of a page's only table, without code marks. */
    private static List<String> rows(String page, Function<String[], String> columns) {
        List<String> rows =
                House.read(House.ROOT.resolve(page))
                        .lines()
                        .filter(line -> line.startsWith("|"))
                        .skip(2)
                        .map(line -> line.replace("`", "").split(" *\\| *", -1))
                        .map(columns)
                        .toList();
        assertTrue(!rows.isEmpty(), page + " has no table");
        return rows;
    }

    private static List<Path> pages() {
        return projectFiles().stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    /** Files of the project in text, without what builds and runs make. */
    private static List<Path> projectFiles() {
        List<Path> tops;
        try (Stream<Path> children = Files.list(House.ROOT)) {
            tops =
                    children.filter(
                                    path ->
                                            !Set.of(
                                                            ".git",
                                                            ".idea",
                                                            ".vscode",
                                                            "target",
                                                            "tare-out")
                                                    .contains(path.getFileName().toString()))
                            .sorted()
                            .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return tops.stream()
                .flatMap(House::filesBelow)
                .filter(file -> !House.name(file).matches("[a-z]+/target/.*"))
                .filter(DocumentsTest::isText)
                .toList();
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        if (BINARY.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return false;
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.indexOf('\0') < 0 && text.indexOf('\uFFFD') < 0;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
