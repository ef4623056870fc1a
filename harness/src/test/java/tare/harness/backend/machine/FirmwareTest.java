package tare.harness.backend.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;

class FirmwareTest {

    private final MonotonicClock clock = MonotonicClock.system();

    @TempDir Path directory;

    @Test
    void itsLastWordsAreHeardWhereverTheyAreCut() throws IOException {
        String words = "Booting from ROM...\nBooting from c000:003c\n";
        for (int cut = 0; cut < words.length(); cut++) {
            Path path = directory.resolve("cut" + cut);
            try (Firmware firmware = Firmware.at(new Kernel(), clock, path);
                    Fifo line = Fifo.at(new Kernel(), directory.resolve("line" + cut));
                    RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
                say(out, "SeaBIOS (version 1)\n".repeat(200) + words.substring(0, cut));
                line.put("ends the first hearing, once nothing more is to be heard");
                firmware.follow(line.descriptor(), soon());
                say(out, words.substring(cut));
                firmware.follow(Poller.NONE, soon());
                assertTrue(firmware.kernelNanos() != Stages.UNSEEN, "cut at " + cut);
            }
        }
    }

    /** The byte comes, or the machine ends: whoever waits for those finds out which. */
    @Test
    void anotherDescriptorsEventEndsTheHearing() throws IOException {
        Path path = directory.resolve("firmware");
        Path other = directory.resolve("other");
        try (Firmware firmware = Firmware.at(new Kernel(), clock, path);
                Fifo line = Fifo.at(new Kernel(), other)) {
            line.put("R");
            firmware.follow(line.descriptor(), soon());
            assertEquals(Stages.UNSEEN, firmware.kernelNanos());
        }
    }

    private long soon() {
        return clock.nanos() + Duration.ofSeconds(60).toNanos();
    }

    private static void say(RandomAccessFile out, String words) throws IOException {
        out.write(words.getBytes(StandardCharsets.US_ASCII));
    }
}
