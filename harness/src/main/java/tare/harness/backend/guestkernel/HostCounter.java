package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.LaunchException;

/**
 * How fast the processor's time stamp counter runs, which a translated guest reads as it is. A
 * guest measures it at every boot against an emulated timer, which takes time and fails now and
 * then on a busy host: it is measured once for all of a run and told to guests.
 */
public final class HostCounter {

    /** CONFIG_HZ of Debian's and most distributions' kernels; a wrong one costs exactness only. */
    private static final int TICKS = 250;

    private static final String STEP = "measure the counter";
    private static final int ATTEMPTS = 3;

    private static final Pattern SAID =
            Pattern.compile("tsc: Detected ([0-9]{1,6})\\.([0-9]{3}) MHz processor");

    private final Path file;

    /**
     * @param directory of the run, private
     */
    public HostCounter(Path directory) {
        file = directory.toAbsolutePath().resolve("host-counter");
    }

    /**
     * What a guest's kernel is told of it, after other words.
     *
     * @param boot boots a guest without a first process and returns what its kernel says; called
     *     only if no backend of the run has measured it
     * @throws LaunchException if no kernel says it
     */
    public String words(Supplier<String> boot) {
        try {
            if (!Files.exists(file)) {
                String words = words(measured(boot));
                Path aside = Files.createTempFile(file.getParent(), "host-counter", "");
                Files.writeString(aside, words);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static long measured(Supplier<String> boot) {
        String said = "";
        for (int i = 0; i < ATTEMPTS; i++) {
            said = boot.get();
            OptionalLong found = found(said);
            if (found.isPresent()) {
                return found.getAsLong();
            }
        }
        String end = GuestConsole.line(said);
        throw new LaunchException(
                STEP,
                "no guest's kernel finds it" + (end.isEmpty() ? " or says anything" : ": " + end),
                "try again on a quiet host, or with another kernel: --kernel",
                null);
    }

    private static String words(long kilohertz) {
        return " tsc_early_khz="
                + kilohertz
                + " lpj="
                + kilohertz * 1_000 / TICKS
                + " no_timer_check tsc=reliable";
    }

    /** What a kernel said of it, in kHz. */
    static OptionalLong found(String said) {
        Matcher matcher = SAID.matcher(said);
        return matcher.find()
                ? OptionalLong.of(
                        Long.parseLong(matcher.group(1)) * 1_000 + Long.parseLong(matcher.group(2)))
                : OptionalLong.empty();
    }
}
