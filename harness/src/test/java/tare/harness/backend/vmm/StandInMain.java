package tare.harness.backend.vmm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * In the place of a machine monitor, in tests: a process of its own that takes orders on the socket
 * which its arguments name, holds each against the statement of the published description, refuses
 * what is out of order, and answers on its serial line as the probe would, once it is started. Of
 * its version it says what no release says, so that Tare takes it for none: the script that starts
 * it does.
 *
 * <pre>StandInMain STATEMENT FAULT RECORD ARGUMENT...</pre>
 */
public final class StandInMain {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PANIC = "Kernel panic - not syncing\r\n";

    private final Statement statement;
    private final Fault fault;
    private final Path record;
    private final Path api;
    private final List<String> done = new ArrayList<>();
    private JsonNode made = JSON.createObjectNode();
    private Optional<ServerSocketChannel> serial = Optional.empty();

    private StandInMain(Statement statement, Fault fault, Path record, Path api) {
        this.statement = statement;
        this.fault = fault;
        this.record = record;
        this.api = api;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> own = List.of(arguments).subList(0, 3);
        List<String> given = List.of(arguments).subList(3, arguments.length);
        new StandInMain(
                        Statement.read(Path.of(own.get(0))),
                        Fault.valueOf(own.get(1)),
                        Path.of(own.get(2)),
                        socket(given))
                .serve();
    }

    /** After {@code --api-sock}, or {@code --api-socket} as {@code path=}. */
    private static Path socket(List<String> given) {
        int at = given.indexOf("--api-sock");
        return at >= 0
                ? Path.of(given.get(at + 1))
                : Path.of(given.get(given.indexOf("--api-socket") + 1).substring(5));
    }

    private void serve() throws IOException {
        if (fault == Fault.DIES) {
            end(3);
        }
        if (fault == Fault.HIDES) {
            forever();
        }
        if (fault == Fault.DAWDLES) {
            for (int i = 0; i < 20; i++) {
                Files.createFile(api.resolveSibling("other" + i));
            }
        }
        try (ServerSocketChannel server = listen(api);
                SocketChannel client = server.accept()) {
            if (fault == Fault.IGNORES) {
                forever();
            }
            InputStream in = new BufferedInputStream(Channels.newInputStream(client));
            OutputStream out = Channels.newOutputStream(client);
            if (misbehave(out)) {
                forever();
            }
            while (fault != Fault.CLOSES) {
                answer(in, out);
            }
        } catch (EOFException e) {
            // Its client has what it wanted; the machine goes on.
        }
        forever();
    }

    /** Whether it answers before anything is asked, and not as it should. */
    private boolean misbehave(OutputStream out) throws IOException {
        String said =
                switch (fault) {
                    case GIBBERS -> "SSH-2.0-OpenSSH\r\n\r\n";
                    case RAMBLES -> "HTTP/1.1 200 OK\r\nX: " + "a".repeat(9000);
                    case BOASTS -> "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n";
                    default -> "";
                };
        out.write(said.getBytes(UTF_8));
        return !said.isEmpty();
    }

    private static ServerSocketChannel listen(Path at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(at));
        return server;
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        String[] line = line(in).split(" ", -1);
        int length = 0;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            String[] parts = field.toLowerCase(Locale.ROOT).split(": ", 2);
            if (parts[0].equals("content-length")) {
                length = Integer.parseInt(parts[1]);
            }
        }
        String body = new String(in.readNBytes(length), UTF_8);
        note(line[0], line[1], body);
        Optional<JsonNode> known = statement.of(line[0], line[1]);
        List<String> wrong = new ArrayList<>();
        known.ifPresentOrElse(
                request -> {
                    Statement.disorder(request, done).ifPresent(wrong::add);
                    wrong.addAll(Statement.wrongs(request, body));
                },
                () -> wrong.add("no such request"));
        JsonNode request = known.orElseGet(JSON::createObjectNode);
        boolean starts = request.path("starts").asBoolean();
        if (starts && fault == Fault.REFUSES) {
            wrong.add("it does not like this kernel");
        }
        if (starts && fault == Fault.BREAKS) {
            end(4);
        }
        if (!wrong.isEmpty()) {
            refuse(out, request.path("refused").asInt(400), String.join(", ", wrong));
            return;
        }
        done.add(line[1]);
        carryOut(request, body);
        out.write(
                ("HTTP/1.1 " + request.path("done") + " \r\nServer: stand-in\r\n\r\n")
                        .getBytes(UTF_8));
        if (starts) {
            start();
        }
    }

    /** What was asked, for the test to look at. */
    private void note(String method, String path, String body) throws IOException {
        String entry =
                JSON.writeValueAsString(
                        JSON.createObjectNode()
                                .put("method", method)
                                .put("path", path)
                                .put("body", body));
        Files.writeString(record, entry + "\n", StandardOpenOption.APPEND);
    }

    private void refuse(OutputStream out, int status, String why) throws IOException {
        String field = statement.whole().path("fault").asText();
        JsonNode words =
                field.isEmpty()
                        ? JSON.createArrayNode().add("refused").add(why)
                        : JSON.createObjectNode().put(field, why);
        byte[] body = JSON.writeValueAsBytes(words);
        String head = "HTTP/1.1 " + status + " \r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(UTF_8));
        out.write(body);
    }

    private void carryOut(JsonNode request, String body) throws IOException {
        if (request.has("body")) {
            JsonNode given = JSON.readTree(body);
            if (given.has(statement.whole().path("commandLine").path(0).asText())) {
                made = given;
            }
            JsonNode socket = given.path("serial").path("socket");
            if (socket.isTextual()) {
                serial = Optional.of(listen(Path.of(socket.asText())));
            }
        }
    }

    private void start() throws IOException {
        if (fault == Fault.CRASHES) {
            end(5);
        }
        if (serial.isPresent()) {
            SocketChannel line = serial.get().accept();
            run(Channels.newInputStream(line), Channels.newOutputStream(line));
        } else {
            run(System.in, System.out);
        }
    }

    /** The guest, in a thread of its own: the interface goes on answering. */
    private void run(InputStream in, OutputStream out) {
        Thread guest =
                new Thread(
                        () -> {
                            try {
                                play(in, out);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        guest.setDaemon(true);
        guest.start();
    }

    private void play(InputStream in, OutputStream out) throws IOException {
        if (fault == Fault.HANGS) {
            forever();
        }
        if (fault == Fault.BABBLES) {
            out.write(PANIC.getBytes(UTF_8));
        }
        long start = System.nanoTime();
        while (System.nanoTime() - start < spinNanos()) {
            Thread.onSpinWait();
        }
        out.write('R');
        out.flush();
        for (int octet = in.read(); octet >= 0 && fault != Fault.LIES; octet = in.read()) {
            // As a terminal in its usual mode: the line comes back, then the probe's answer.
            out.write("\r\nP".getBytes(UTF_8));
            out.flush();
        }
    }

    /** The probe's first argument, which stands behind two hyphens. */
    private long spinNanos() {
        JsonNode at = made;
        for (JsonNode name : statement.whole().path("commandLine")) {
            at = at.path(name.asText());
        }
        String line = at.asText();
        String[] words = line.substring(line.indexOf(" -- ") + 4).split(" ", -1);
        if (words.length != 3 || !words[1].equals("/dev/ttyS0") || !words[2].equals(words[1])) {
            throw new IllegalArgumentException("not the probe's arguments: " + line);
        }
        return Long.parseLong(words[0]);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private static void end(int status) {
        System.err.println("the stand-in ends by itself");
        // Nothing is closed first: nobody is to see anything but the end.
        Runtime.getRuntime().halt(status);
    }

    private static void forever() {
        while (true) {
            LockSupport.park();
        }
    }
}
