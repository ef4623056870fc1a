package tare.simulators.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.model.BackendClass;
import tare.simulators.catalogue.Amount;
import tare.simulators.contention.CpuContention;
import tare.simulators.contention.Demand;
import tare.simulators.contention.MemoryPressure;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Size;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.queue.Draws;
import tare.simulators.scenario.Isolation;
import tare.simulators.sla.Sla;
import tare.simulators.sla.SlaText;
import tare.simulators.storm.StartTimes;

/** The search against a look at every choice, and what must hold of any answer. */
class SearchTest {

    private static final long GIB = 1L << 30;
    private static final WorkloadSpec.Traces NONE =
            recorded -> {
                throw new AssertionError("no traces here");
            };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theBestIsTheBestOfAll(long seed) {
        Question question = drawn(seed);
        Technology technology = question.technologies().get(0);
        TechnologyPlan found = Search.of(question, technology, NONE);
        Optional<Double> best = bestOfAll(question, technology);
        assertEquals(
                best.isPresent(), found.best().isPresent(), "seed " + seed + ": can it be kept?");
        assertTrue(found.whole());
        assertEquals(question.choices(technology), found.choices());
        best.ifPresent(
                cost -> {
                    assertEquals(cost, found.best().get().cost(), 1e-9, "seed " + seed);
                    assertTrue(found.bound() <= cost + 1e-9, "seed " + seed + ": the bound");
                    found.without()
                            .forEach(
                                    (sla, less) ->
                                            assertTrue(
                                                    less <= cost + 1e-9,
                                                    "seed " + seed + ": without " + sla.text()));
                });
    }

    /** Each choice in each draw, without any order or bound. */
    private static Optional<Double> bestOfAll(Question question, Technology technology) {
        double best = Double.POSITIVE_INFINITY;
        for (Choice choice : all(question, technology)) {
            boolean kept = true;
            double cost = Double.NaN;
            for (int round = 0; round < question.draws() && kept; round++) {
                for (Isolation.End end : Isolation.End.values()) {
                    Optional<Figures> figures =
                            new Judge(question, NONE, round, choice.warm(), end).of(choice);
                    kept &=
                            figures.isPresent()
                                    && question.slas().stream()
                                            .filter(sla -> !(sla instanceof Sla.Isolation))
                                            .allMatch(
                                                    sla ->
                                                            figures.get()
                                                                    .keeps(sla, question.starts()));
                    if (kept && round == 0 && end == Isolation.End.MIDDLE) {
                        cost = figures.get().cost(question.spares());
                    }
                }
            }
            if (kept) {
                best = Math.min(best, cost);
            }
        }
        return Double.isInfinite(best) ? Optional.empty() : Optional.of(best);
    }

    private static List<Choice> all(Question question, Technology technology) {
        List<Choice> all = new ArrayList<>();
        for (HostOffer host : question.hosts()) {
            for (String policy : question.policies()) {
                for (double cpu : question.cpuOvercommit()) {
                    for (double memory : question.memoryOvercommit()) {
                        for (int warm : new int[] {0, question.burst()}) {
                            all.add(new Choice(technology, host, policy, cpu, memory, warm));
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void whatCannotBeKeptIsNamedWithTheNearest() {
        Question question = question(1, 60, 20, "start-p99=20ms", "cpu-contention=5%");
        Answer answer = answer(question);
        assertTrue(answer.chosen().isEmpty());
        Sla start = question.slas().get(0);
        double nearest = answer.nearest().getOrDefault(start, 0.0);
        assertTrue(nearest > 20e6, "a warm pool of all takes 25 ms to claim");
        Question nearer = question(1, 60, 20, Nearness.text(start, nearest), "cpu-contention=5%");
        assertTrue(answer(nearer).chosen().isPresent(), "the nearest can be kept");
    }

    @Test
    void aPromiseThatBindsCostsSomethingAndOneThatDoesNotCostsNothing() {
        Question question =
                question(3, 300, 0, "cpu-contention=0.01%", "memory-risk=90%", "availability=N+2");
        Answer answer = answer(question);
        assertTrue(answer.binding().getOrDefault(question.slas().get(2), 0.0) > 0, "spares cost");
        assertTrue(answer.gap() >= -1e-9);
        assertTrue(answer.whole());
        Answer none = answer(question(3, 300, 0));
        double with = answer.chosen().orElseThrow().best().orElseThrow().cost();
        double without = none.chosen().orElseThrow().best().orElseThrow().cost();
        assertTrue(without < with, without + " against " + with);
    }

    @Test
    void strengthIsAskedForAndTheWeakSayWhy() {
        Question question = question(4, 100, 0, "isolation=vm", "cpu-contention=5%");
        Answer answer = answer(question);
        assertEquals("heavy", answer.chosen().orElseThrow().technology().name());
        Rival light = answer.rivals().get(0);
        assertEquals(Optional.of(question.slas().get(0)), light.misses());
        assertTrue(light.why().contains("at least a vm"), light.why());
        assertTrue(
                answer.binding().getOrDefault(question.slas().get(0), 0.0) > 0,
                "isolation costs memory");
    }

    @Test
    void aSearchThatIsCutShortSaysSo() {
        Question question = question(5, 200, 0, "cpu-contention=1%");
        TechnologyPlan cut = Search.of(question, question.technologies().get(0), NONE, 199);
        assertFalse(cut.whole());
        assertEquals(0, cut.judged());
        assertTrue(cut.bound() > 0);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        Question question = question(6, 150, 20, "start-p99=300ms", "cpu-contention=2%");
        assertEquals(
                answer(question).chosen().orElseThrow().best(),
                answer(question).chosen().orElseThrow().best());
    }

    private static Answer answer(Question question) {
        return Answer.of(
                question,
                question.technologies().stream()
                        .map(technology -> Search.of(question, technology, NONE))
                        .toList());
    }

    private static Question drawn(long seed) {
        Draws draws = new Draws(seed);
        String[] promises = {
            "cpu-contention=" + (0.1 + draws.below(30) / 10.0) + "%",
            "memory-risk=1e-" + (1 + draws.below(6)),
            "availability=N+" + draws.below(3),
            "start-p9" + draws.below(10) + "=" + (20 + draws.below(400)) + "ms"
        };
        return question(seed, 40 + draws.below(60), draws.below(40), promises);
    }

    private static Question question(long seed, int services, int burst, String... promises) {
        return new Question(
                "test",
                seed,
                2,
                WorkloadSpec.Drawn.standing(
                        services,
                        List.of(
                                Size.of(3, 250, GIB / 4),
                                Size.of(2, 500, GIB),
                                Size.of(1, 1_000, 4 * GIB))),
                List.of(
                        new HostOffer(HostClass.of("small", 100, 8_000, 24 * GIB), 8, 1),
                        new HostOffer(HostClass.of("large", 100, 16_000, 64 * GIB), 16, 2.1)),
                List.of(
                        technology("light", BackendClass.CONTAINER, 8, 30),
                        technology("heavy", BackendClass.VM, 400, 150)),
                List.of("first-fit", "best-fit-decreasing"),
                List.of(1.0, 2.0, 4.0),
                List.of(1.0, 1.2),
                new CpuContention(
                        new Demand(List.of(0.05, 0.3, 1.0), List.of(60.0, 30.0, 10.0)),
                        List.of(0.5, 1.0, 1.3)),
                new MemoryPressure(new Demand(List.of(0.5, 0.8, 1.0), List.of(4.0, 4.0, 1.0))),
                burst,
                25e6,
                SlaText.all(List.of(promises)));
    }

    private static Technology technology(
            String name, BackendClass kind, long mebibytes, double startMillis) {
        long bytes = mebibytes << 20;
        return new Technology(
                new Isolation(
                        name,
                        kind,
                        new TreeSet<>(),
                        new Amount(bytes, bytes * 9 / 10, bytes * 11 / 10),
                        0,
                        0,
                        0,
                        "test",
                        Optional.empty()),
                Optional.of(
                        new StartTimes(
                                name,
                                kind,
                                List.of(startMillis * 1e6, startMillis * 2e6),
                                1,
                                List.of(),
                                1,
                                new TreeSet<>(),
                                "test")),
                1,
                "test",
                "");
    }

    @Test
    void aDrawHasItsServicesAndThoseKeptWarm() {
        Draw draw = Draw.of(question(7, 50, 10).services(), NONE, 7, 10);
        Workload plain = question(7, 50, 10).services().draw(7, NONE);
        assertEquals(60, draw.count());
        assertEquals(plain.memoryBytes(3), draw.memoryBytes(53), "they are like the first");
    }
}
