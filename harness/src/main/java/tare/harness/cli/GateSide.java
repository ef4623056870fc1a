package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.backend.Arm;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.oci.NamedRuntime;
import tare.results.failure.UsageError;

/**
 * One side of a comparison within one run.
 *
 * @param backend the key to open
 * @param settings that this side adds to the plan's parameters
 */
record GateSide(String backend, SortedMap<String, String> settings) {

    private static final String EXAMPLE = "tare gate --a runc=/opt/a/runc --b runc=/opt/b/runc";
    private static final String KERNEL = "kernel";
    private static final String RUNTIME = "subject";

    private static final String PROBE = "probe";
    private static final Pattern DELAY = Pattern.compile("([0-9]{1,6})(us|ms)");

    /**
     * Reads a side: a backend's key, {@code NAME=PATH} of an OCI runtime's program, {@code
     * kernel=PATH} of a kernel that the backend's guests boot, or {@code probe=DELAY} of a probe
     * that spins so long before it is ready.
     *
     * @param guest the backend that boots the kernel, or starts the probe
     * @throws UsageError if it is none
     */
    static GateSide parse(String option, String text, String guest) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new GateSide(text, new TreeMap<>());
        }
        String name = text.substring(0, equals);
        if (name.equals(PROBE)) {
            return delayed(option, text, guest);
        }
        Path path = Path.of(text.substring(equals + 1)).toAbsolutePath().normalize();
        if (name.isEmpty() || !Files.isRegularFile(path)) {
            throw new UsageError(
                    "this is no side of a comparison",
                    option + " " + text,
                    name.isEmpty() ? "it has no name" : "there is no file " + path,
                    EXAMPLE);
        }
        SortedMap<String, String> settings = new TreeMap<>();
        if (name.equals(KERNEL)) {
            settings.put(GuestKernel.SETTING, path.toString());
            return new GateSide(guest, settings);
        }
        settings.putAll(NamedRuntime.settings(List.of(RUNTIME + "=" + path)));
        return new GateSide("oci:" + RUNTIME, settings);
    }

    private static GateSide delayed(String option, String text, String backend) {
        Matcher delay = DELAY.matcher(text.substring(PROBE.length() + 1));
        if (!delay.matches()) {
            throw new UsageError(
                    "this is no delay of a probe",
                    option + " " + text,
                    "it is not like 0ms, 500us or 5ms",
                    "tare gate --a probe=0ms --b probe=5ms --guest process");
        }
        long micros = Long.parseLong(delay.group(1)) * (delay.group(2).equals("ms") ? 1_000 : 1);
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put(Arm.DELAY, Long.toString(Math.min(micros, 1_000_000)));
        return new GateSide(backend, settings);
    }

    /** The name that both sides go by: of what is compared, not of the side. */
    static String name(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }
}
