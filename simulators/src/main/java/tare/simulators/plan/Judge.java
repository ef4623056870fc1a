package tare.simulators.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.statistics.Quantiles;
import tare.simulators.contention.CpuContention;
import tare.simulators.engine.Case;
import tare.simulators.engine.Outcome;
import tare.simulators.engine.Simulation;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.placement.Hosts;
import tare.simulators.queue.Draws;
import tare.simulators.scenario.Isolation;
import tare.simulators.sla.Sla;
import tare.simulators.storm.BootStorm;
import tare.simulators.storm.Provisioning;
import tare.simulators.storm.StartTimes;

/**
 * Judges choices of one technology for one draw of the services: places them by the policy, then
 * looks at each host's demand.
 */
final class Judge {

    /** So many starts at least stand behind a quantile. */
    private static final int LEAST_STARTS = 4_000;

    /** Of a busy host's cores so much is always left to start on. */
    private static final double LEAST_FREE = 0.05;

    private static final double MILLIS = 1000;
    private static final double HUNDREDTHS = 100;

    private final Question question;
    private final Draw draw;
    private final long seed;
    private final Isolation.End end;
    private final SortedMap<String, List<Double>> starts = new TreeMap<>();

    Judge(Question question, WorkloadSpec.Traces traces, int round, int warm, Isolation.End end) {
        this.question = question;
        this.seed = question.seed() + round;
        this.end = end;
        draw = Draw.of(question.services(), traces, seed, warm);
    }

    /** What a choice comes to; none where something is larger than a host. */
    Optional<Figures> of(Choice choice) {
        Isolation isolation = choice.technology().isolation();
        HostClass kind =
                choice.host()
                        .kind()
                        .times(Math.min(choice.host().kind().count(), draw.count()))
                        .without(isolation.hostCpuMillis(), isolation.hostBytes());
        Case all = Case.of(Fleet.of(kind), WorkloadSpec.Drawn.usual(), choice.policy(), seed);
        Simulation.Placed placed =
                Simulation.placed(all, draw.booked(choice, end.of(isolation.memory())));
        if (placed.rejected() > 0) {
            return Optional.empty();
        }
        int hosts = placed.peak().hosts();
        HostSums sums = new HostSums(draw, choice, placed.hostOf(), kind.count());
        double cores = kind.cpuMillis() / MILLIS;
        double contention = 0;
        double risk = 0;
        double busiest = 0;
        double busy = 0;
        for (int host = 0; host < kind.count(); host++) {
            if (sums.instances(host) > 0) {
                contention =
                        Math.max(
                                contention,
                                question.cpu()
                                        .waiting(cores, sums.asked(host), sums.squares(host)));
                double room =
                        (double) kind.memoryBytes()
                                - (double) sums.instances(host) * end.of(isolation.memory());
                risk =
                        Math.max(
                                risk,
                                question.memory().risk(room, draw.kindBytes(), sums.kinds(host)));
                double here = question.cpu().busiest(cores, sums.asked(host));
                busiest = Math.max(busiest, here);
                busy += here;
            }
        }
        double free = Math.max(LEAST_FREE, 1 - (hosts == 0 ? 0 : busy / hosts));
        return Optional.of(
                new Figures(
                        choice,
                        hosts,
                        contention,
                        risk,
                        CpuContention.latencyFactor(choice.host().cores(), busiest),
                        starts(choice, hosts, free),
                        fullest(placed.peak())));
    }

    private static String fullest(Outcome.Moment peak) {
        return peak.cpuShare() >= peak.memoryShare() ? "cpu" : "memory";
    }

    /**
     * Quantiles of a burst on the hosts' cores that the services leave free, by as many bursts as
     * it takes.
     */
    private List<Double> starts(Choice choice, int hosts, double free) {
        List<Sla.Start> wanted = question.starts();
        Optional<StartTimes> times = choice.technology().starts();
        if (wanted.isEmpty() || hosts == 0 || question.burst() == 0) {
            return wanted.stream().map(each -> 0.0).toList();
        }
        if (times.isEmpty()) {
            return wanted.stream().map(each -> Double.NaN).toList();
        }
        // Rounded down, so that plans that differ by a hair need no storm of their own.
        double share = Math.max(LEAST_FREE, StrictMath.floor(free * HUNDREDTHS) / HUNDREDTHS);
        String key = choice.host().kind().name() + "/" + hosts + "/" + share + "/" + choice.warm();
        return starts.computeIfAbsent(
                key, missing -> storm(choice, times.get(), hosts, share, wanted));
    }

    private List<Double> storm(
            Choice choice, StartTimes times, int hosts, double free, List<Sla.Start> wanted) {
        BootStorm storm =
                new BootStorm(
                        question.burst(),
                        hosts,
                        choice.host().cores() * free,
                        Integer.MAX_VALUE,
                        choice.warm(),
                        question.claimNanos(),
                        0,
                        Provisioning.NONE);
        Draws draws = new Draws(seed);
        int bursts = (LEAST_STARTS + question.burst() - 1) / question.burst();
        double[] all = new double[bursts * question.burst()];
        for (int i = 0; i < bursts; i++) {
            System.arraycopy(
                    storm.latencies(times, draws), 0, all, i * question.burst(), question.burst());
        }
        Arrays.sort(all);
        List<Double> quantiles = new ArrayList<>();
        for (Sla.Start each : wanted) {
            quantiles.add(Quantiles.nearestRank(all, each.quantile()));
        }
        return quantiles;
    }

    /** Sums over the instances of each host. */
    private static final class HostSums {

        private final int[] instances;
        private final double[] asked;
        private final double[] squares;
        private final int[][] kinds;

        HostSums(Draw draw, Choice choice, int[] hostOf, int hosts) {
            instances = new int[hosts];
            asked = new double[hosts];
            squares = new double[hosts];
            kinds = new int[hosts][draw.kindBytes().length];
            for (int i = 0; i < hostOf.length; i++) {
                int host = hostOf[i];
                if (host != Hosts.NONE) {
                    double cores = draw.cpuMillis(i, choice.technology()) / MILLIS;
                    instances[host]++;
                    asked[host] += cores;
                    squares[host] += cores * cores;
                    kinds[host][draw.kindOf(i)]++;
                }
            }
        }

        int instances(int host) {
            return instances[host];
        }

        double asked(int host) {
            return asked[host];
        }

        double squares(int host) {
            return squares[host];
        }

        int[] kinds(int host) {
            return kinds[host];
        }
    }
}
