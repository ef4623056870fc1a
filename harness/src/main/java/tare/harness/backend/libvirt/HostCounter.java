package tare.harness.backend.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast the processor's time stamp counter runs, which a translated guest reads as it is. A
 * guest measures it at every boot against an emulated timer, which takes time and fails now and
 * then on a busy host: it is measured once for all of a run and told to guests.
 */
final class HostCounter {

    /** CONFIG_HZ of Debian's and most distributions' kernels; a wrong one costs exactness only. */
    private static final int TICKS = 250;

    private static final int ATTEMPTS = 2;

    private static final Pattern SAID =
            Pattern.compile("tsc: Detected ([0-9]{1,6})\\.([0-9]{3}) MHz processor");

    private final Path file;

    /**
     * @param directory of the run, private
     */
    HostCounter(Path directory) {
        file = directory.toAbsolutePath().resolve("libvirt-counter");
    }

    /**
     * What a guest's kernel is told of it; empty if the counter could not be measured: guests then
     * do it by themselves.
     *
     * @param boot boots a guest without a first process and returns what its kernel says
     */
    String words(Supplier<String> boot) {
        try {
            if (!Files.exists(file)) {
                OptionalLong found = OptionalLong.empty();
                for (int i = 0; i < ATTEMPTS && found.isEmpty(); i++) {
                    found = found(boot.get());
                }
                String words = found.isPresent() ? words(found.getAsLong()) : "";
                Path aside = Files.createTempFile(file.getParent(), "libvirt-counter", "");
                Files.writeString(aside, words);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
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
