package tare.harness.backend.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;

class ConversationTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int TIMES = 10_000;
    private static final String RESUME = "{\"timestamp\": {}, \"event\": \"RESUME\"}\r\n";

    private final MonotonicClock clock = MonotonicClock.system();

    @TempDir Path directory;

    /** Whenever it is said between two looks: a word that is passed over never comes again. */
    @Test
    void whatIsSaidAtAnyMomentIsHeard() throws Exception {
        ExecutorService speaker = Executors.newSingleThreadExecutor();
        try (Conversation conversation = at("qmp");
                RandomAccessFile out = new RandomAccessFile(path("qmp.out"), "rw")) {
            for (int i = 0; i < TIMES; i++) {
                String word = "\"said\": " + i + "}";
                Future<?> said = speaker.submit(() -> say(out, "{" + word + "\r\n"));
                conversation.await("word " + i, word, clock, soon(Duration.ofSeconds(20)));
                said.get();
            }
        } finally {
            speaker.shutdownNow();
        }
    }

    @Test
    void aRefusalIsAFailureWithQemusReason() throws IOException {
        try (Conversation conversation = at("qmp");
                RandomAccessFile out = new RandomAccessFile(path("qmp.out"), "rw")) {
            say(out, "{\"error\": {\"class\": \"GenericError\", \"desc\": \"No 'x' here\"}}\r\n");
            LaunchException e =
                    assertThrows(
                            LaunchException.class,
                            () -> conversation.await("go", "never", clock, soon(BOUND)));
            assertEquals("QEMU refuses: No 'x' here", e.why());
        }
    }

    @Test
    void silenceEndsAtTheDeadlineWithWhatWasSaidBefore() throws IOException {
        try (Conversation conversation = at("qmp");
                RandomAccessFile out = new RandomAccessFile(path("qmp.out"), "rw")) {
            say(out, RESUME);
            LaunchException e =
                    assertThrows(
                            LaunchException.class,
                            () ->
                                    conversation.await(
                                            "go", "never", clock, soon(Duration.ofMillis(20))));
            assertTrue(e.why().contains("RESUME"), e.why());
            conversation.await("go", Conversation.RUNS, clock, soon(BOUND));
        }
    }

    @Test
    void whatIsToldWaitsForWhoReadsAndNothingStaysOnDisk() throws IOException {
        try (Conversation conversation = at("qmp");
                RandomAccessFile in = new RandomAccessFile(path("qmp.in"), "rw")) {
            conversation.tell("{}");
            byte[] told = new byte[Conversation.SPEAK.length() + 2];
            in.readFully(told);
            assertEquals(Conversation.SPEAK + "{}", new String(told, StandardCharsets.US_ASCII));
            Conversation.remove(conversation.path());
            Conversation.remove(conversation.path());
        }
        try (var left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    private Conversation at(String name) {
        return Conversation.at(new Kernel(), directory.resolve(name), Conversation.SPEAK);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private long soon(Duration bound) {
        return clock.nanos() + bound.toNanos();
    }

    private static void say(RandomAccessFile out, String words) {
        try {
            out.write(words.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
