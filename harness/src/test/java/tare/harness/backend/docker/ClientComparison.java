package tare.harness.backend.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.image.ProbeImage;
import tare.harness.backend.probe.Fifos;
import tare.harness.backend.program.Executables;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.harness.run.Workplace;
import tare.results.statistics.Quantiles;

/**
 * Launches through the Engine API against {@code docker run -d} with the same settings, in turns (A
 * B B A), on one daemon of Tare's own; both until the byte in the FIFO. Started by {@code
 * harness/src/jmh/sh/compare-docker.sh}:
 *
 * <pre>ClientComparison LAUNCHES KEY CLIENT</pre>
 */
public final class ClientComparison {

    private static final int WARM_UP = 5;

    private final Kernel kernel = new Kernel();
    private final MonotonicClock clock = MonotonicClock.system();
    private final Path directory;
    private final DockerBackend backend;
    private final DockerService service;
    private final DockerKey key;
    private final String client;

    private ClientComparison(Path directory, DockerBackend backend, DockerKey key, String client) {
        this.directory = directory;
        this.backend = backend;
        this.service = backend.service(InstanceSpec.named("first"));
        this.key = key;
        this.client = client;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int launches = Integer.parseInt(arguments[0]);
        DockerKey key = DockerKey.of(arguments[1]).orElseThrow();
        DockerRoom.Surroundings alone =
                new DockerRoom.Surroundings(
                        "", Path.of("/nonexistent/docker.sock"), Executables.live());
        try (Workplace place =
                        Workplace.open(
                                StateDirectory.open(),
                                new Kernel(),
                                MonotonicClock.system(),
                                "c" + ProcessHandle.current().pid(),
                                Workplace.Sharing.CONCURRENT);
                DockerBackend backend = new DockerBackend(key, place.context(), alone)) {
            new ClientComparison(place.context().directory(), backend, key, arguments[2])
                    .compare(launches);
        }
    }

    private void compare(int launches) throws IOException, InterruptedException {
        List<Double> api = new ArrayList<>();
        List<Double> run = new ArrayList<>();
        for (int i = -WARM_UP; i < launches; i++) {
            boolean apiFirst = Math.floorMod(i, 4) == 0 || Math.floorMod(i, 4) == 3;
            double first = apiFirst ? byApi(i) : byClient(i);
            double second = apiFirst ? byClient(i) : byApi(i);
            if (i >= 0) {
                api.add(apiFirst ? first : second);
                run.add(apiFirst ? second : first);
            }
        }
        double mine = median(api);
        double theirs = median(run);
        System.out.printf(
                Locale.ROOT,
                "%s: Engine API %.1f ms, docker run %.1f ms at p50 of %d each: ratio %.3f; a round"
                        + " trip that asks nothing takes %.2f ms: %s%n",
                key.key(),
                mine / 1e6,
                theirs / 1e6,
                launches,
                mine / theirs,
                service.engine().roundTripNanos(clock, 101) / 1e6,
                mine <= theirs ? "no slower" : "SLOWER");
    }

    private double byApi(int i) {
        try (Launch launch = backend.prepare(InstanceSpec.named("api-" + (i + WARM_UP)));
                Instance instance = launch.start()) {
            instance.awaitReady();
            return instance.stages().readyNanos() - instance.stages().startNanos();
        }
    }

    private double byClient(int i) throws IOException, InterruptedException {
        InstanceSpec spec = InstanceSpec.named("run-" + (i + WARM_UP));
        Fifos fifos = Fifos.in(kernel, directory.resolve(spec.name()));
        OwnDaemon own = service.own().orElseThrow();
        List<String> command = new ArrayList<>(List.of(client, "-H", own.uri().toString()));
        command.addAll(List.of("run", "-d", "--name", spec.name(), "--read-only"));
        command.addAll(List.of("--memory", Long.toString(spec.memoryLimitBytes())));
        command.addAll(List.of("--pids-limit", Integer.toString(spec.maximumTasks())));
        command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        command.addAll(List.of("--log-driver", "none", "--runtime", OwnDaemon.RECORDED));
        command.addAll(List.of("--cgroup-parent", own.groupOf(spec.name())));
        command.addAll(List.of("--mount", "type=bind,source=" + fifos.directory() + ",target=/t"));
        if (key == DockerKey.NONE) {
            command.addAll(List.of("--network", "none"));
        }
        command.addAll(List.of(service.image(), ProbeImage.PROGRAM));
        command.addAll(Fifos.arguments(0));
        ProcessBuilder process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        try (Poller poller = new Poller(kernel)) {
            long start = clock.nanos();
            fifos.open();
            Process started = process.start();
            boolean ready =
                    (poller.await(fifos.ready(), spec.deadline().toNanos()) & Poller.POLLIN) != 0;
            long took = clock.nanos() - start;
            if (!ready || !started.waitFor(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS)) {
                throw new LaunchException("docker run", "no byte", "", null);
            }
            return took;
        } finally {
            fifos.hangUp();
            service.clear(spec.name());
            fifos.close();
            fifos.remove();
        }
    }

    private static double median(List<Double> values) {
        return Quantiles.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
