package tare.reports.reading;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of names with sizes in them: 16KiB before 4MiB. */
final class Sizes {

    /** By the numbers in the texts where both have one at that place, else by the letters. */
    static final Comparator<String> ORDER = Sizes::compare;

    private static final Pattern SIZE = Pattern.compile("(\\d+) ?(KiB|MiB|GiB|B|k|M)?");

    private Sizes() {}

    private static int compare(String left, String right) {
        Matcher one = SIZE.matcher(left);
        Matcher other = SIZE.matcher(right);
        if (one.find()
                && other.find()
                && left.substring(0, one.start()).equals(right.substring(0, other.start()))) {
            int order = Double.compare(bytes(one), bytes(other));
            if (order != 0) {
                return order;
            }
        }
        return left.compareTo(right);
    }

    private static double bytes(Matcher size) {
        String unit = size.group(2) == null ? "" : size.group(2);
        double times =
                switch (unit) {
                    case "KiB" -> 0x1p10;
                    case "MiB" -> 0x1p20;
                    case "GiB" -> 0x1p30;
                    case "k" -> 1e3;
                    case "M" -> 1e6;
                    default -> 1;
                };
        return Double.parseDouble(size.group(1)) * times;
    }
}
