package tare.harness.backend.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Errand;

/**
 * How fast the processor's time stamp counter runs, which an emulated guest reads as it is. A guest
 * measures it at every boot against an emulated timer, which takes time and fails now and then on a
 * busy host, so that it never boots: it is measured once for all of a run and told to guests.
 */
final class HostCounter {

    private static final String STEP = "measure the counter";
    private static final int ATTEMPTS = 3;

    private static final Pattern SAID =
            Pattern.compile("tsc: Detected ([0-9]{1,6})\\.([0-9]{3}) MHz processor");

    private final Path file;
    private final Path console;

    /**
     * @param directory of the run, private
     */
    HostCounter(Path directory) {
        file = directory.resolve("qemu-counter");
        console = directory.resolve("qemu-counter.console");
    }

    /** Where the measuring guest's kernel is to speak to. */
    Path console() {
        return console;
    }

    /**
     * Its frequency in kHz; boots a guest without a first process if it is not known yet, which
     * ends in a panic.
     *
     * @throws LaunchException if the guest does not boot
     */
    long kilohertz(Errand errand, Command guest) {
        try {
            if (Files.exists(file)) {
                return Long.parseLong(Files.readString(file).strip());
            }
            String said = "";
            for (int i = 0; i < ATTEMPTS; i++) {
                errand.run(STEP, guest);
                said = Files.readString(console, StandardCharsets.ISO_8859_1);
                Files.delete(console);
                OptionalLong found = found(said);
                if (found.isPresent()) {
                    Path aside = Files.createTempFile(file.getParent(), "qemu-counter", "");
                    Files.writeString(aside, Long.toString(found.getAsLong()));
                    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
                    return found.getAsLong();
                }
            }
            throw new LaunchException(
                    STEP,
                    "the guest's kernel did not find it"
                            + (said.isEmpty() ? " and said nothing" : ": " + Console.end(said)),
                    "try again on a quiet host, or with another kernel: --kernel",
                    null);
        } catch (IOException | NumberFormatException e) {
            throw new LaunchException(STEP, String.valueOf(e.getMessage()), "free space", e);
        }
    }

    /** What a kernel said of it, in kHz. */
    static OptionalLong found(String said) {
        Matcher matcher = SAID.matcher(said);
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1) + matcher.group(2)))
                : OptionalLong.empty();
    }
}
