package tare.harness.backend.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.LaunchException;

/**
 * Where a daemon that runs already may be.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 * @param named whether the user named it by DOCKER_HOST: then nothing else will do
 */
record DockerHost(URI uri, boolean named) {

    /** The variable that Docker's own client obeys. */
    static final String VARIABLE = "DOCKER_HOST";

    private static final String UNIX = "unix";
    private static final String TCP = "tcp";

    /** Numbers alone: 127.example.org is a name, and anybody's. */
    private static final String LOOPBACK = "127(\\.[0-9]{1,3}){3}";

    private static final Set<String> HERE = Set.of("localhost", "[::1]", "::1");

    /**
     * As Docker's own client finds it.
     *
     * @param variable value of DOCKER_HOST; blank if it is not set
     * @param usual the socket where it is not
     * @throws LaunchException if the variable cannot be understood
     */
    static DockerHost of(String variable, Path usual) {
        if (variable.isBlank()) {
            return new DockerHost(socket(usual), false);
        }
        try {
            return new DockerHost(new URI(variable.strip()), true);
        } catch (URISyntaxException e) {
            throw new LaunchException(
                    VARIABLE,
                    "it is no address: " + variable,
                    "unset DOCKER_HOST, or DOCKER_HOST=unix:///var/run/docker.sock",
                    e);
        }
    }

    /** The address of a socket. */
    static URI socket(Path path) {
        return URI.create(UNIX + "://" + path);
    }

    /** The socket, where it is one. */
    Optional<Path> path() {
        return UNIX.equals(uri.getScheme())
                ? Optional.of(Path.of(uri.getPath()))
                : Optional.empty();
    }

    /** Whether it is on another machine, as far as an address tells. */
    boolean remote() {
        String host = uri.getHost() == null ? "" : uri.getHost();
        return !UNIX.equals(uri.getScheme())
                && !(TCP.equals(uri.getScheme())
                        && (HERE.contains(host) || host.matches(LOOPBACK)));
    }

    /** Whether it can be spoken to at all. */
    boolean spoken() {
        return UNIX.equals(uri.getScheme()) || TCP.equals(uri.getScheme());
    }

    /**
     * Whether something listens there; a socket that nobody has made, or whose daemon is gone, does
     * not.
     *
     * @throws LaunchException if this user may not ask
     */
    boolean listens() {
        if (path().isEmpty()) {
            return true; // the first request tells
        }
        Path socket = path().get();
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            if (e instanceof AccessDeniedException || !Files.isWritable(socket)) {
                throw new LaunchException(
                        "connect to " + socket,
                        "a Docker daemon runs here, but this user may not speak to it",
                        "run as root, or add this user to the group of " + socket,
                        e);
            }
            return false;
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
