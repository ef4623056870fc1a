package tare.harness.storm;

import java.io.IOException;
import java.nio.file.Path;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.CommandLoop;
import tare.harness.fork.LaunchingJvm;
import tare.harness.linux.Kernel;

/**
 * A JVM with one launcher: several of them play a rate together, and share nothing but counters. In
 * one process launchers would wait for each other in the kernel, which lets one thread at a time
 * change what a process has. Its commands:
 *
 * <ul>
 *   <li>{@code warm}: launches until the path is compiled
 *   <li>{@code prepare NANOS}: answers with how many launches it prepares and does not start
 *   <li>{@code closed FROM UNTIL LIFETIME MOST PATIENCE}: answers with its starts per second, as
 *       fast as it can, between two times of the monotonic clock, or longer if those are few
 *   <li>{@code play BEGIN RATE…}: plays its part of a {@link Rate}, whose timetable begins then,
 *       and writes it to the file that {@link StormSession} reads
 * </ul>
 */
public final class StormMain implements CommandLoop.Commands {

    private final LaunchingJvm jvm;
    private final MonotonicClock clock;
    private final Launcher launcher;
    private final Counters counters;

    private StormMain(LaunchingJvm jvm, Counters counters) {
        this.jvm = jvm;
        this.clock = jvm.clock();
        this.launcher = new Launcher(jvm.session(), clock);
        this.counters = counters;
    }

    public static void main(String[] arguments) throws IOException {
        try (LaunchingJvm jvm = LaunchingJvm.open()) {
            Path file = StormSession.counters(jvm.settings().scratchDirectory());
            StormMain storm = new StormMain(jvm, Counters.in(file));
            Launcher.wakePunctually(new Kernel());
            try {
                CommandLoop.serve(storm);
            } finally {
                storm.launcher.endAll();
            }
        }
    }

    @Override
    public String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "warm" -> {
                launcher.warmUp();
                yield "warm";
            }
            case "prepare" ->
                    Long.toString(launcher.prepareUntil(clock.nanos() + Long.parseLong(words[1])));
            case "closed" -> {
                ClosedDemand demand =
                        new ClosedDemand(
                                Long.parseLong(words[1]),
                                Long.parseLong(words[2]),
                                Long.parseLong(words[5]),
                                Integer.parseInt(words[4]));
                launcher.serve(demand, Long.parseLong(words[3]));
                yield Double.toString(demand.perSecond());
            }
            case "play" -> {
                play(Long.parseLong(words[1]), Rate.of(words, 2));
                yield "played";
            }
            default -> throw new LaunchException("command", "unknown: " + words[0], "", null);
        };
    }

    private void play(long beginNanos, Rate rate) throws IOException {
        OpenDemand demand =
                new OpenDemand(
                        beginNanos, rate.timetable(), rate.patienceNanos(), rate.most(), counters);
        launcher.serve(demand, rate.lifetimeNanos());
        demand.part().write(StormSession.part(jvm.settings().scratchDirectory()));
    }
}
