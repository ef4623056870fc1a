package tare.workloads.benchmark.instance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as parameters write them: {@code 16KiB}, {@code 4MiB}. */
public final class Size {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})(KiB|MiB)");

    private Size() {}

    /**
     * A parameter in bytes.
     *
     * @throws IllegalArgumentException if it is not a number from 1 to 9999 with KiB or MiB, or is
     *     2 GiB or more
     */
    public static int bytes(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a size such as 16KiB or 4MiB: " + text);
        }
        long unit = parts.group(2).equals("KiB") ? 1L << 10 : 1L << 20;
        long bytes = Long.parseLong(parts.group(1)) * unit;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not below 2 GiB: " + text);
        }
        return (int) bytes;
    }
}
