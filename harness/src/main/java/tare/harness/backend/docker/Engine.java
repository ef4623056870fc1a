package tare.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tare.harness.backend.LaunchException;
import tare.harness.backend.image.ProbeImage;
import tare.harness.backend.probe.MemoryKills;
import tare.harness.clock.MonotonicClock;

/**
 * The requests that this room makes of a daemon, each bounded. Used by two threads at a time at
 * most.
 */
final class Engine implements AutoCloseable {

    /** A daemon that does not answer for so long does not. */
    static final Duration RESPONSE = Duration.ofSeconds(60);

    private static final Duration CONNECTION = Duration.ofSeconds(10);

    /** One, so that a round trip is measured on the very connection that launches use. */
    private static final int CONNECTIONS = 1;

    /** Letters of a daemon's words that are kept. */
    private static final int LONGEST_WORDS = 500;

    private static final String TAG = "1";

    private final DockerHttpClient transport;
    private final DockerClient client;
    private final String address;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor limits =
            new ScheduledThreadPoolExecutor(
                    1,
                    task -> {
                        Thread made = new Thread(task, "tare-docker-limit");
                        made.setDaemon(true);
                        return made;
                    });
    private volatile boolean givenUp;

    private Engine(
            DockerHttpClient transport, DockerClient client, String address, Duration patience) {
        this.transport = transport;
        this.client = client;
        this.address = address;
        this.patience = patience;
        limits.setRemoveOnCancelPolicy(true);
    }

    /**
     * Speaks to the daemon at an address.
     *
     * @param settings a directory without settings of Docker's: neither the user's nor the host's
     *     are to change what is measured
     * @param patience how long an answer may take
     * @throws LaunchException if what answers there is none
     */
    static Engine at(URI address, Path settings, Duration patience) {
        DockerHttpClient transport =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(address)
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECTION)
                        .responseTimeout(patience)
                        .build();
        DockerClient client =
                DockerClientImpl.getInstance(
                        DefaultDockerClientConfig.createDefaultConfigBuilder()
                                .withDockerHost(address.toString())
                                .withDockerConfig(settings.toString())
                                .withDockerTlsVerify(false)
                                .build(),
                        transport);
        Engine engine = new Engine(transport, client, address.toString(), patience);
        try {
            engine.requireVersion();
            return engine;
        } catch (LaunchException e) {
            engine.close();
            throw new LaunchException(
                    e.step(),
                    "what listens there does not answer as a Docker daemon: " + e.why(),
                    "unset DOCKER_HOST, or end what listens there",
                    e);
        }
    }

    /** Not everything that answers JSON is a Docker daemon. */
    private void requireVersion() {
        String step = "ping " + address;
        if (answer(step, () -> client.versionCmd().exec().getApiVersion()) == null) {
            throw new LaunchException(step, "it says no version of the API", "", null);
        }
    }

    /** One sentence on who answers. */
    String describe() {
        return answer(
                "version",
                () -> "Docker " + client.versionCmd().exec().getVersion() + " at " + address);
    }

    /**
     * Imports the probe's file system.
     *
     * @param name in lower case
     * @return the image's name, with its tag
     */
    String importProbe(String name) {
        String image = tagged(name);
        // By the transport, because CreateImageCmd of docker-java 3.7.1 sends the archive as JSON.
        DockerHttpClient.Request request =
                DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.POST)
                        .path("/images/create?fromSrc=-&repo=" + image)
                        .body(new ByteArrayInputStream(ProbeImage.tar()))
                        .build();
        String said =
                answer(
                        "import image " + image,
                        () -> {
                            try (DockerHttpClient.Response response = transport.execute(request)) {
                                return response.getStatusCode()
                                        + " "
                                        + new String(
                                                response.getBody().readAllBytes(),
                                                StandardCharsets.UTF_8);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        // A failure that comes late has the status of a success.
        if (!said.startsWith("200 ") || said.contains("\"error\"")) {
            throw new LaunchException("import image " + image, oneLine(said), "", null);
        }
        return image;
    }

    /** The name of an image as {@link #importProbe} gives it. */
    static String tagged(String name) {
        return name + ":" + TAG;
    }

    /** Takes an image away; nothing happens if it is gone. */
    void removeImage(String image) {
        answer(
                "remove image " + image,
                () -> {
                    try {
                        return client.removeImageCmd(image).withForce(true).exec();
                    } catch (NotFoundException gone) {
                        return null;
                    }
                });
    }

    /** A request to create a container, not made yet. */
    CreateContainerCmd container(String image) {
        return client.createContainerCmd(image);
    }

    /** Makes the request; the container's id. */
    String create(CreateContainerCmd request) {
        return answer("create container", () -> request.exec().getId());
    }

    /** Lets a container run. */
    void start(String container) {
        answer("start container", () -> client.startContainerCmd(container).exec());
    }

    /** The first process of a running container, in the daemon's pid namespace. */
    OptionalInt pid(String container) {
        InspectContainerResponse.ContainerState state =
                answer(
                        "inspect container",
                        () -> client.inspectContainerCmd(container).exec().getState());
        Long pid = state == null ? null : state.getPidLong();
        return pid == null || pid <= 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(pid));
    }

    /** How a container has ended, as the daemon says: once it knows, if it does not know yet. */
    String end(String container) {
        return answer(
                "inspect container",
                () -> {
                    client.waitContainerCmd(container).start().awaitStatusCode();
                    InspectContainerResponse.ContainerState state =
                            client.inspectContainerCmd(container).exec().getState();
                    return "exit status "
                            + state.getExitCodeLong()
                            + MemoryKills.told(Boolean.TRUE.equals(state.getOOMKilled()) ? 1 : 0);
                });
    }

    /** Ends a container if it runs and takes it away; returns when it is gone. */
    void remove(String container) {
        answer(
                "remove container",
                () -> {
                    try {
                        return client.removeContainerCmd(container).withForce(true).exec();
                    } catch (NotFoundException gone) {
                        return null;
                    }
                });
    }

    /** How many images the daemon has. */
    int images() {
        return answer("list images", () -> client.listImagesCmd().exec().size());
    }

    /** How many containers the daemon has, running or not. */
    int containers() {
        return answer(
                "list containers",
                () -> client.listContainersCmd().withShowAll(true).exec().size());
    }

    /** Median time of a request that asks nothing of the daemon, in nanoseconds. */
    long roundTripNanos(MonotonicClock clock, int requests) {
        long[] nanos = new long[requests];
        for (int i = 0; i < requests; i++) {
            long start = clock.nanos();
            answer("ping", () -> client.pingCmd().exec());
            nanos[i] = clock.nanos() - start;
        }
        Arrays.sort(nanos);
        return nanos[requests / 2];
    }

    /**
     * Makes a request. On a Unix socket docker-java's own time limit has no effect, so one that
     * takes too long is ended by closing the connection under it.
     */
    private <T> T answer(String step, Supplier<T> request) {
        ScheduledFuture<?> limit =
                limits.schedule(this::giveUp, patience.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return request.get();
        } catch (RuntimeException e) {
            if (givenUp) {
                String why = "no answer within " + patience.toSeconds() + " s";
                throw new LaunchException(step, why, "", e);
            }
            String words = words(e);
            throw new LaunchException(step, words, remedy(words), e);
        } catch (OutOfMemoryError e) {
            // docker-java reads a line of a header as long as it is. The buffer could not be made
            // larger; with this it is gone.
            throw new LaunchException(step, "the answer has no end", "", e);
        } finally {
            limit.cancel(false);
        }
    }

    private void giveUp() {
        givenUp = true;
        try {
            transport.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connection", e);
        }
    }

    /** What a failure says, without the names of Java's exceptions. */
    private static String words(RuntimeException failure) {
        return oneLine(String.valueOf(failure.getMessage()))
                .replaceAll("^(?:[a-z][a-z0-9_]*\\.)+[A-Z]\\w*(?:Exception|Error): ", "");
    }

    /** Bounded: it stands in every cell of the result. */
    private static String oneLine(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "...";
    }

    private static String remedy(String words) {
        if (words.contains("bind source path does not exist")) {
            return "run Tare where the daemon runs: it does not see this host's files";
        }
        return "";
    }

    @Override
    public void close() {
        limits.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connection", e);
        }
    }
}
