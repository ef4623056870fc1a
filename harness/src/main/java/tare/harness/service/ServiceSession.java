package tare.harness.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Line;
import tare.harness.backend.Program;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkLimits;
import tare.harness.fork.InsideFork;
import tare.harness.fork.JvmFiles;
import tare.harness.linux.Bridge;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;
import tare.harness.linux.VirtualEthernet;
import tare.harness.service.RateResult.Kind;
import tare.results.model.Outcome;
import tare.workloads.service.KeyValueService;

/**
 * One instance that serves, asked at one rate after the other, then for turns of one size after the
 * other. Used by one thread.
 */
final class ServiceSession {

    private static final String LOG = "service.log";
    private static final Duration START = Duration.ofSeconds(60);
    private static final long PORT_NANOS = 10_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int LAST_CHARACTERS = 400;
    private static final byte[] LOCAL = {127, 0, 0, 1};

    private final InsideFork.Preparing preparing;
    private final Kernel kernel;
    private final MonotonicClock clock;
    private final JvmFiles files;
    private final Path shared;
    private final Load load;
    private final Consumer<RateResult> results;
    private int done;
    private int turnsDone;
    private String path = "";

    /**
     * @param shared a private directory that instances see and may write to, at the same path
     * @param results is told of each rate, and each size of turns, that is done
     */
    ServiceSession(
            InsideFork.Preparing preparing,
            Kernel kernel,
            MonotonicClock clock,
            JvmFiles files,
            Path shared,
            Load load,
            Consumer<RateResult> results) {
        this.preparing = preparing;
        this.kernel = kernel;
        this.clock = clock;
        this.files = files;
        this.shared = shared;
        this.load = load;
        this.results = results;
    }

    /** Launches, asks at each rate, and takes the instance away; a failure is the rest's result. */
    void run() throws IOException {
        Files.deleteIfExists(shared.resolve(LOG));
        ForkLimits limits = ForkLimits.usual(START, load.whole());
        try (Launch launch = preparing.prepare(program(), limits);
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            if (!instance.ping()) {
                throw new LaunchException("ping", "the service does not answer", "", null);
            }
            asked(instance);
        } catch (LaunchException e) {
            rest(Outcome.Kind.FAILED, e.summary() + said(), e.remedy());
        }
    }

    private Program program() {
        return files.program(
                        List.of(
                                "-Xms128m",
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                // Its file would lie in /tmp, which is another one inside.
                                "-XX:-UsePerfData",
                                // Standard output may be the line to the host.
                                "-XX:+DisplayVMOutputToStderr",
                                "-XX:ErrorFile=" + shared.resolve("crash.log"),
                                "-Djava.io.tmpdir=" + shared,
                                KeyValueService.NO_DELAY),
                        List.of(KeyValueService.class.getName(), shared.resolve(LOG).toString()),
                        List.of(new Program.Mount(shared, true)))
                .listening(KeyValueService.PORT);
    }

    private void asked(Instance instance) {
        try {
            Optional<InetSocketAddress> forwarded = instance.forwarded();
            if (forwarded.isPresent()) {
                path = RateResult.USER;
                port(instance, KeyValueService.FORWARDED);
                play(forwarded.get());
                // The port inside stays the same, and so does the host's.
                turnPort(instance);
                turns(forwarded.get());
            } else {
                joined(instance);
            }
        } catch (IOException e) {
            String end = instance.obituary().map(how -> "; the service: " + how).orElse("");
            rest(Outcome.Kind.FAILED, "asking the service: " + e.getMessage() + end + said(), "");
        } catch (NativeException e) {
            rest(Outcome.Kind.FAILED, "the virtual Ethernet pair: " + e.getMessage(), "");
        }
    }

    /** Through the host kernel's network. */
    private void joined(Instance instance) throws IOException {
        OptionalInt pid = instance.hostPid();
        if (pid.isEmpty()) {
            rest(
                    Outcome.Kind.SKIPPED,
                    "the host does not see the instance's process, whose network it would join",
                    "compare backends whose processes the host sees, such as namespace or runc");
            return;
        }
        if (!apart(pid.getAsInt())) {
            path = RateResult.LOOPBACK;
            InetAddress here = InetAddress.getByAddress(LOCAL);
            play(new InetSocketAddress(here, port(instance, KeyValueService.LOOPBACK)));
            turns(new InetSocketAddress(here, turnPort(instance)));
        } else if (kernel.call(Syscall.GETEUID) != 0) {
            path = RateResult.VETH;
            rest(
                    Outcome.Kind.SKIPPED,
                    "a virtual Ethernet interface into the instance's network takes root",
                    "run as root");
        } else {
            path = RateResult.VETH;
            overEthernet(instance, pid.getAsInt());
        }
    }

    private static boolean apart(int pid) throws IOException {
        try {
            return VirtualEthernet.apart(pid);
        } catch (NoSuchFileException e) {
            throw new IOException("it has ended", e);
        }
    }

    private void overEthernet(Instance instance, int pid) throws IOException {
        int block = VirtualEthernet.freeBlock(pid);
        int port;
        try (VirtualEthernet pair = VirtualEthernet.to(kernel, "tare" + pid, block, pid)) {
            InetAddress there = InetAddress.getByAddress(pair.peerAddress());
            play(new InetSocketAddress(there, port(instance, KeyValueService.EVERYWHERE)));
            port = turnPort(instance);
            turns(new InetSocketAddress(there, port));
        }
        overBridge(pid, port);
    }

    /** From here on it takes turns; 0 where none are wanted. */
    private int turnPort(Instance instance) throws IOException {
        return load.turns().isEmpty() ? 0 : port(instance, KeyValueService.TURNS);
    }

    private void turns(InetSocketAddress address) throws IOException {
        while (turnsDone < load.turns().size()) {
            int bytes = load.turns().get(turnsDone);
            double[] took = turns(SocketChannel.open(address), bytes);
            turn(RateResult.measured(Kind.TURNS, bytes, path, took));
        }
    }

    private double[] turns(SocketChannel channel, int bytes) throws IOException {
        return thinned(
                TurnLoop.play(clock, channel, bytes, load.turnNanos(), load.turnPatienceNanos()));
    }

    /** Once more through a bridge: what it fails with is its own, for all else is done. */
    private void overBridge(int pid, int port) {
        int at = 0;
        List<SocketChannel> channels = List.of();
        try {
            if (!load.turns().isEmpty()) {
                channels = Bridge.connect(kernel, pid, port, load.turns().size());
            }
            for (SocketChannel channel : channels) {
                int bytes = load.turns().get(at);
                double[] took = turns(channel, bytes);
                results.accept(RateResult.measured(Kind.TURNS, bytes, RateResult.BRIDGE, took));
                at++;
            }
        } catch (IOException e) {
            notBridged(at, Outcome.Kind.FAILED, "turns over a bridge: " + e.getMessage(), "");
        } catch (NativeException e) {
            boolean unknown = e.errno() == Errno.EOPNOTSUPP.number();
            notBridged(
                    at,
                    unknown ? Outcome.Kind.SKIPPED : Outcome.Kind.FAILED,
                    unknown ? "this kernel has no bridges" : "the bridge: " + e.getMessage(),
                    unknown ? "modprobe bridge" : "");
        } finally {
            channels.forEach(ServiceSession::close);
        }
    }

    /** The bridge lives as long as one of these; what has been played is closed already. */
    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection", e);
        }
    }

    private void notBridged(int from, Outcome.Kind kind, String reason, String remedy) {
        Outcome.Absent why = new Outcome.Absent(kind, reason, remedy);
        for (int bytes : load.turns().subList(from, load.turns().size())) {
            results.accept(RateResult.none(Kind.TURNS, bytes, RateResult.BRIDGE, why));
        }
    }

    /** Lets the service listen. */
    private int port(Instance instance, byte where) throws IOException {
        Line line =
                instance.line().orElseThrow(() -> new IOException("the backend has no line to it"));
        if (!line.write(new byte[] {where}, 0, 1)) {
            throw new IOException("it has ended");
        }
        byte[] answer = new byte[Integer.BYTES];
        long untilNanos = clock.nanos() + PORT_NANOS;
        int read = 0;
        while (read < answer.length) {
            int more = line.read(answer, read, answer.length - read, untilNanos - clock.nanos());
            if (more <= 0) {
                throw new IOException(
                        more < 0 ? "it has ended" : "it has not told its port within 10 s");
            }
            read += more;
        }
        int port = ByteBuffer.wrap(answer).getInt();
        if (port <= 0 || port > 0xffff) {
            throw new IOException("it told a port that is none: " + port);
        }
        return port;
    }

    private void play(InetSocketAddress address) throws IOException {
        if (load.rates().isEmpty()) {
            return;
        }
        try (OpenLoop loop = OpenLoop.to(clock, address, load.connections())) {
            Schedule warmup = Schedule.poisson(load.warmupRate(), load.warmupNanos(), load.seed());
            long patience = Load.WARMUP_PATIENCE * load.patienceNanos();
            if (loop.play(warmup, patience).length < warmup.dueNanos().length) {
                restOfRates(
                        new Outcome.Absent(
                                Outcome.Kind.FAILED,
                                "asking the service: not all requests of the warm-up were answered, "
                                        + load.warmupRate()
                                        + " in a second"
                                        + said(),
                                ""));
                return;
            }
            while (done < load.rates().size()) {
                int rate = load.rates().get(done);
                Schedule schedule = Schedule.poisson(rate, load.nanos(), load.seed() + rate);
                long[] latencies = loop.play(schedule, load.patienceNanos());
                if (latencies.length < schedule.dueNanos().length) {
                    result(RateResult.none(Kind.REQUESTS, rate, path, saturated(rate)));
                    done = load.rates().size();
                    return;
                }
                if (latencies.length > 0) {
                    result(RateResult.measured(Kind.REQUESTS, rate, path, thinned(latencies)));
                } else {
                    done++;
                }
            }
        }
    }

    private Outcome.Absent saturated(int rate) {
        return new Outcome.Absent(
                Outcome.Kind.SKIPPED,
                "saturated: at "
                        + rate
                        + " requests a second not all were answered within "
                        + load.patienceNanos() / NANOS_PER_MILLI
                        + " ms after the last was due; higher rates were not tried",
                "");
    }

    /** Every k-th in the order of arrival: which those are has nothing to do with their answers. */
    static double[] thinned(long[] latencies) {
        int step = (latencies.length + Load.MOST_SAMPLES - 1) / Load.MOST_SAMPLES;
        double[] kept = new double[(latencies.length + step - 1) / step];
        Arrays.setAll(kept, i -> latencies[i * step]);
        return kept;
    }

    private void rest(Outcome.Kind kind, String reason, String remedy) {
        Outcome.Absent why = new Outcome.Absent(kind, reason, remedy);
        restOfRates(why);
        while (turnsDone < load.turns().size()) {
            int bytes = load.turns().get(turnsDone);
            turn(RateResult.none(Kind.TURNS, bytes, path, why));
        }
    }

    private void restOfRates(Outcome.Absent why) {
        while (done < load.rates().size()) {
            int rate = load.rates().get(done);
            result(RateResult.none(Kind.REQUESTS, rate, path, why));
        }
    }

    private void turn(RateResult result) {
        turnsDone++;
        results.accept(result);
    }

    private void result(RateResult result) {
        done++;
        results.accept(result);
    }

    /** The last words inside; empty if there are none. */
    private String said() {
        Path log = shared.resolve(LOG);
        if (!Files.exists(log)) {
            return "";
        }
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            String last = text.substring(Math.max(0, text.length() - LAST_CHARACTERS));
            return last.isEmpty() ? "" : "; it said: " + last;
        } catch (IOException e) {
            throw new UncheckedIOException("the service's log cannot be read", e);
        }
    }
}
