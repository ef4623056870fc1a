package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.StartTime;
import tare.harness.journal.Journal;
import tare.harness.linux.Kernel;
import tare.results.failure.UsageError;
import tare.results.model.Plan;

class PlannerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long BUDGET = 8 * 60 * SECOND;

    private final Planner planner =
            new Planner(
                    Registry.embedded(),
                    List.of(new StartTime(), new Footprint(new Kernel(), MonotonicClock.system())));

    private static RunRequest request(OptionalInt rounds) {
        return new RunRequest(
                List.of(),
                List.of(),
                List.of(),
                Profile.QUICK,
                rounds,
                OptionalLong.of(1),
                "auto",
                new TreeMap<>(Map.of()));
    }

    /** Backends of which nothing but the key is asked. */
    private static List<Candidate> candidates(int count, long launchNanos, long openingNanos) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new Candidate(
                                        named("x" + i),
                                        new Availability.Available(""),
                                        launchNanos,
                                        openingNanos))
                .toList();
    }

    private static Backend named(String key) {
        return (Backend)
                Proxy.newProxyInstance(
                        Backend.class.getClassLoader(),
                        new Class<?>[] {Backend.class},
                        (proxy, method, arguments) ->
                                method.getReturnType() == List.class ? List.of() : key);
    }

    private Plan plan(OptionalInt rounds, List<Candidate> candidates) {
        return planner.plan(request(rounds), candidates, 1);
    }

    @Test
    void fewBackendsHaveTheProfilesRounds() {
        assertEquals(10, plan(OptionalInt.empty(), candidates(3, 1_000_000, 0)).rounds());
    }

    @Test
    void manyHaveAsManyAsTheBudgetHasTimeFor() {
        List<Candidate> many = candidates(16, 100_000_000, 0);
        Plan fitting = plan(OptionalInt.empty(), many);
        assertTrue(fitting.rounds() > 3 && fitting.rounds() < 10, fitting.rounds() + " rounds");
        assertTrue(planner.estimateNanos(fitting, fitting.steps()) <= BUDGET);
        Plan more = plan(OptionalInt.of(fitting.rounds() + 1), many);
        assertTrue(planner.estimateNanos(more, more.steps()) > BUDGET);
    }

    @Test
    void whatEachStepNeedsBeforeItsFirstLaunchCounts() {
        Plan without = plan(OptionalInt.empty(), candidates(16, 100_000_000, 0));
        Plan with = plan(OptionalInt.empty(), candidates(16, 100_000_000, 2 * SECOND));
        assertTrue(with.rounds() < without.rounds(), with.rounds() + " rounds");
        assertEquals("2000000", with.parameters().get("boot.opening-us/x0"));
    }

    @Test
    void whoNamesANumberOfRoundsGetsIt() {
        assertEquals(10, plan(OptionalInt.of(10), candidates(30, 2 * SECOND, 0)).rounds());
        assertEquals(3, plan(OptionalInt.empty(), candidates(30, 2 * SECOND, 0)).rounds());
    }

    /** An answer takes seconds and may start a daemon: what makes no sense is refused before. */
    @ParameterizedTest
    @CsvSource({
        "nonsense, process, 20, nonsense",
        "boot, 'process,nonsense', 20, nonsense",
        "boot, process, many, boot.launches"
    })
    void whatMakesNoSenseIsRefusedBeforeAnyIsAsked(
            String experiment, String keys, String launches, String told) {
        RunRequest request =
                new RunRequest(
                        List.of(experiment),
                        List.of(keys.split(",")),
                        List.of(),
                        Profile.QUICK,
                        OptionalInt.of(1),
                        OptionalLong.of(1),
                        "auto",
                        new TreeMap<>(Map.of(StartTime.LAUNCHES, launches)));
        BackendContext context =
                new BackendContext(
                        "plan", MonotonicClock.system(), Journal.forgetting(), Path.of("."));
        List<String> asked = new ArrayList<>();
        UsageError error =
                assertThrows(
                        UsageError.class, () -> planner.candidates(request, context, asked::add));
        assertEquals(List.of(), asked);
        assertTrue(error.toString().contains(told), error.toString());
    }
}
