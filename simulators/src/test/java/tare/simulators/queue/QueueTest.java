package tare.simulators.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas by their tables, and what is played against the formulas. */
class QueueTest {

    private static final int JOBS = 400_000;
    private static final Stretch ALONE = running -> 1;

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 0.3333333333, 0.5000000000, 1.0000000000",
        "2, 1, 0.2000000000, 0.3333333333, 0.3333333333",
        "2, 1.6, 0.3298969072, 0.7111111111, 1.7777777778",
        "4, 3.2, 0.2281449300, 0.5964324718, 0.7455405897",
        "5, 4, 0.1990668740, 0.5541125541, 0.5541125541",
        "10, 8, 0.1216610643, 0.4091801508, 0.2045900754",
        "10, 9, 0.1679632263, 0.6687315241, 0.6687315241",
        "20, 18, 0.1092128459, 0.5507690048, 0.2753845024",
        "50, 45, 0.0541044722, 0.3638644672, 0.0727728934",
        "100, 90, 0.0269573805, 0.2169404809, 0.0216940481"
    })
    void erlangsTable(int servers, double load, double lost, double waits, double wait) {
        assertEquals(lost, Erlang.lost(servers, load), 5e-11);
        assertEquals(waits, Erlang.waits(servers, load), 5e-11);
        assertEquals(wait, Erlang.meanWait(servers, load), 5e-11);
        assertEquals(servers, Erlang.serversToLose(lost * (1 + 1e-9), load));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void playedLossesAreErlangsB(long seed) {
        int servers = 1 + (int) seed * 2;
        double load = 0.8 * servers;
        // Erlang's B holds for any service: here half of the jobs take nothing but a moment.
        Arrivals jobs =
                Arrivals.poisson(
                        JOBS,
                        1 / load,
                        draws -> draws.uniform() < 0.5 ? 0.1 : 1.9,
                        new Draws(seed));
        int lost = 0;
        for (boolean each : FirstCome.lost(jobs, servers)) {
            lost += each ? 1 : 0;
        }
        double expected = Erlang.lost(servers, load);
        assertEquals(expected, (double) lost / JOBS, 0.02 * expected + 0.002, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void playedWaitsAreErlangsC(long seed) {
        int servers = 2 + (int) (seed % 5);
        double load = 0.7 * servers;
        Arrivals jobs =
                Arrivals.poisson(JOBS, 1 / load, draws -> draws.exponential(1), new Draws(seed));
        double[] waits = FirstCome.waits(jobs, servers);
        double mean = Arrays.stream(waits).average().orElseThrow();
        double expected = Erlang.meanWait(servers, load);
        assertEquals(expected, mean, 0.06 * expected, "seed " + seed);
        double waited = (double) Arrays.stream(waits).filter(wait -> wait > 0).count() / JOBS;
        assertEquals(Erlang.waits(servers, load), waited, 0.01, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void playedWaitsAreThoseOfPollaczekAndKhinchine(long seed) {
        // Constant, exponential, and two kinds of jobs of which few are long.
        Arrivals.Work[] services = {
            draws -> 1.0, draws -> draws.exponential(1), draws -> draws.uniform() < 0.9 ? 0.5 : 5.5
        };
        double[] squares = {1, 2, 0.9 * 0.25 + 0.1 * 30.25};
        for (int i = 0; i < services.length; i++) {
            double rate = 0.6;
            Arrivals jobs = Arrivals.poisson(JOBS, 1 / rate, services[i], new Draws(seed));
            double mean = Arrays.stream(FirstCome.waits(jobs, 1)).average().orElseThrow();
            double expected = SingleServer.meanWait(rate, 1, squares[i]);
            assertEquals(expected, mean, 0.06 * expected, "seed " + seed + ", service " + i);
        }
        assertEquals(0.75, SingleServer.meanWait(0.6, 1, 1), 1e-12, "M/D/1 is half of M/M/1");
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void sharedServersDoNotCareForTheDistribution(long seed) {
        double expected = SingleServer.meanStayShared(0.7, 1);
        Arrivals.Work[] services = {draws -> 1.0, draws -> draws.uniform() < 0.9 ? 0.5 : 5.5};
        for (Arrivals.Work service : services) {
            Arrivals jobs = Arrivals.poisson(JOBS, 1 / 0.7, service, new Draws(seed));
            assertEquals(
                    expected,
                    stay(jobs, Sharing.ends(jobs, Stretch.cores(1), Integer.MAX_VALUE)),
                    0.07 * expected,
                    "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46})
    void withoutCompanySharingIsFirstComeFirstServed(long seed) {
        Draws draws = new Draws(seed);
        int slots = 1 + draws.below(6);
        Arrivals jobs = Arrivals.poisson(2_000, 0.3, each -> each.exponential(1), draws);
        double[] waits = FirstCome.waits(jobs, slots);
        double[] ends = Sharing.ends(jobs, ALONE, slots);
        for (int i = 0; i < ends.length; i++) {
            double begun = jobs.at()[i] + waits[i];
            assertEquals(begun + jobs.work()[i], ends[i], 1e-6, "seed " + seed + ", job " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53, 54, 55})
    void whatIsLetInIsWhatTheClockSays(long seed) {
        // Little's law: the time-integral of jobs that are there is the sum of their stays.
        Arrivals jobs =
                Arrivals.poisson(5_000, 0.6, draws -> draws.exponential(1), new Draws(seed));
        double[] ends = Sharing.ends(jobs, Stretch.cores(2), 7);
        double[] sorted = ends.clone();
        Arrays.sort(sorted);
        double area = 0;
        double last = 0;
        int there = 0;
        int in = 0;
        int out = 0;
        while (out < ends.length) {
            boolean comes = in < ends.length && jobs.at()[in] <= sorted[out];
            double now = comes ? jobs.at()[in++] : sorted[out++];
            area += there * (now - last);
            there += comes ? 1 : -1;
            last = now;
        }
        assertEquals(stay(jobs, ends) * ends.length, area, 1e-6 * area, "seed " + seed);
    }

    @Test
    void equalJobsAtOnceEndAsTheFormulasSay() {
        Arrivals jobs = new Arrivals(new double[10], filled(10, 3));
        assertEquals(9, max(Sharing.ends(jobs, ALONE, 4)), 1e-12, "ceil(10/4) * 3");
        assertEquals(
                7.5, max(Sharing.ends(jobs, Stretch.cores(4), 10)), 1e-12, "10 * 3 on 4 cores");
        assertEquals(3, max(Sharing.ends(jobs, Stretch.cores(16), 10)), 1e-12, "room for all");
        assertTrue(Sharing.ends(new Arrivals(new double[0], new double[0]), ALONE, 1).length == 0);
    }

    private static double stay(Arrivals jobs, double[] ends) {
        double sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += ends[i] - jobs.at()[i];
        }
        return sum / ends.length;
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double[] filled(int count, double value) {
        double[] all = new double[count];
        Arrays.fill(all, value);
        return all;
    }

    /** Without stops it is the queue of one class; with stops that are few, starts pass them. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void startsFirst(long seed) {
        Arrivals jobs = Arrivals.poisson(20_000, 1, draws -> draws.exponential(1), new Draws(seed));
        double[] waits = FirstCome.waits(jobs, 2);
        double[] alone = new StartsFirst(2, 5, 0, 32).latencies(jobs);
        double[] behind = new StartsFirst(2, 5, 0.8, 0).latencies(jobs);
        double[] first = new StartsFirst(2, 5, 0.8, 32).latencies(jobs);
        double sumOfWaits = 0;
        for (int i = 0; i < alone.length; i++) {
            sumOfWaits += waits[i] + jobs.work()[i];
        }
        assertEquals(sumOfWaits, Arrays.stream(alone).sum(), 1e-6 * sumOfWaits, "seed " + seed);
        double p99 = quantile(first);
        assertTrue(p99 >= quantile(alone) && p99 < 0.7 * quantile(behind), "seed " + seed);
    }

    @Test
    void whatIsLeftIsTakenAwayWhenNothingIsDue() {
        // The first is over at 3. A start that is due then is begun, unless nothing may be left.
        Arrivals busy = new Arrivals(new double[] {0, 3, 3, 3}, new double[] {1, 1, 1, 1});
        assertArrayEquals(new double[] {1, 1, 2, 3}, latencies(busy, 9));
        assertArrayEquals(new double[] {1, 2, 3, 4}, latencies(busy, 0));
        // Where none is due at 3, taking away takes until 4, whatever comes meanwhile.
        Arrivals later = new Arrivals(new double[] {0, 3.5, 3.5}, new double[] {1, 1, 1});
        assertArrayEquals(new double[] {1, 1.5, 2.5}, latencies(later, 9));
    }

    private static double[] latencies(Arrivals jobs, int mostLeft) {
        return new StartsFirst(1, 2, 1, mostLeft).latencies(jobs);
    }

    private static double quantile(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 99 / 100];
    }
}
