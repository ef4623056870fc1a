package tare.simulators.scenario.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tare.results.failure.Spelling;
import tare.simulators.consolidation.Edition;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.scenario.MotionScenario;

/** Makes a scenario of a fleet in motion of a tree that has everything written out. */
final class MotionReader {

    static final String[] KEYS = {
        "model",
        "name",
        "question",
        "seed",
        "repeats",
        "trace",
        "digest",
        "hosts",
        "policy",
        "edition"
    };

    private static final int MOST_REPEATS = 10_000;
    private static final int MOST_HOSTS = 1_000_000;
    private static final String ALL = "all";

    private final Value root;

    MotionReader(Value root) {
        this.root = root;
    }

    MotionScenario read() {
        root.only(KEYS);
        root.get(MotionScenarios.MODEL).word(MotionScenarios.MODELS);
        List<MotionPolicy> policies = policies();
        List<Edition> editions =
                root.get("edition").oneOrMore().stream()
                        .map(each -> Edition.of(each.word(Edition.ids())))
                        .distinct()
                        .toList();
        if (editions.contains(Edition.CLOUDSIM_3_0_3)
                && policies.stream().anyMatch(policy -> policy.detection().balances())) {
            throw root.get("edition")
                    .error(
                            "CloudSim 3.0.3 has no DRS",
                            "--set edition=" + Edition.CORRECTED.id() + " for these policies");
        }
        return new MotionScenario(
                root.get("name").text(),
                root.get("question").text(),
                root.get("seed").whole(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2),
                (int) root.get("repeats").whole(1, MOST_REPEATS),
                days(),
                (int) root.get("hosts").whole(1, MOST_HOSTS),
                policies,
                editions);
    }

    private List<MotionPolicy> policies() {
        List<MotionPolicy> policies = new ArrayList<>();
        for (Value value : root.get("policy").oneOrMore()) {
            String name = value.text();
            if (name.equals(ALL)) {
                MotionPolicy.published().forEach(each -> policies.add(policy(value, each)));
            } else {
                policies.add(policy(value, name));
            }
        }
        return policies.stream().distinct().toList();
    }

    private static MotionPolicy policy(Value value, String name) {
        return MotionPolicy.of(name)
                .orElseThrow(
                        () ->
                                value.error(
                                        "'"
                                                + name
                                                + "' is no policy: detection, selection and"
                                                + " parameter, for example THR-MMT-0.8",
                                        Spelling.remedy(name.toUpperCase(Locale.ROOT), known())));
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>(MotionPolicy.published());
        known.addAll(MotionPolicy.balancing());
        known.add(ALL);
        return known;
    }

    private List<MotionScenario.Day> days() {
        List<MotionScenario.Day> days = new ArrayList<>();
        StringBuilder digests = new StringBuilder();
        for (Value value : root.get("trace").oneOrMore()) {
            Path folder = folder(value);
            String digest = Digest.of(folder);
            Path name = folder.toAbsolutePath().normalize().getFileName();
            days.add(new MotionScenario.Day(String.valueOf(name), value.text(), digest));
            digests.append(digests.isEmpty() ? "" : " ").append(digest);
        }
        if (days.stream().map(MotionScenario.Day::name).distinct().count() < days.size()) {
            throw root.get("trace").error("two folders have one name", "give folders apart");
        }
        String digest = root.get("digest").text();
        if (!digest.isEmpty() && !digest.contentEquals(digests)) {
            throw root.get("trace")
                    .error(
                            "its content is another than the one that the scenario ran on",
                            "give the same trace, or --set digest=''");
        }
        root.put("digest", digests.toString());
        return days;
    }

    private static Path folder(Value value) {
        String text = value.text();
        if (text.isEmpty()) {
            throw value.error(
                    "no trace is given",
                    "--set trace=DIR, the folder of one day of PlanetLab, one file for each VM");
        }
        Path folder = Path.of(text);
        if (Files.isRegularFile(folder)) {
            throw value.error(
                    text + " is a file",
                    "give the folder of one day; an archive is unpacked by tar xzf");
        }
        if (!Files.isDirectory(folder)) {
            throw value.error("there is no folder " + text, remedy(folder));
        }
        return folder;
    }

    private static String remedy(Path folder) {
        @Nullable Path parent = folder.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "is the path right?";
        }
        try (Stream<Path> entries = Files.list(parent)) {
            List<String> names =
                    entries.filter(Files::isDirectory)
                            .map(entry -> String.valueOf(entry.getFileName()))
                            .toList();
            List<String> near = Spelling.near(String.valueOf(folder.getFileName()), names);
            return near.isEmpty()
                    ? "is the path right?"
                    : "did you mean " + String.join(" or ", near) + "?";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
