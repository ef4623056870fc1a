package tare.reports.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180) that a spreadsheet shows and never runs. */
final class Csv {

    private static final String KEPT = "-_.~!*'(),;:@/?=+$";

    private Csv() {}

    static String text(List<List<String>> rows) {
        return rows.stream().map(Csv::line).collect(Collectors.joining());
    }

    static String line(List<String> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    /** The text as an address that a link can download. */
    static String address(String text) {
        StringBuilder address = new StringBuilder("data:text/csv;charset=utf-8,");
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            boolean plain =
                    (letter >= 'a' && letter <= 'z')
                            || (letter >= 'A' && letter <= 'Z')
                            || (letter >= '0' && letter <= '9')
                            || KEPT.indexOf(letter) >= 0;
            if (plain) {
                address.append(letter);
            } else {
                address.append('%');
                address.append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xf, 16)));
                address.append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
            }
        }
        return address.toString();
    }

    private static String quoted(String field) {
        // A spreadsheet would run a text that begins like a formula; numbers may begin with a sign.
        boolean formula =
                !field.isEmpty()
                        && "=+-@".indexOf(field.charAt(0)) >= 0
                        && !field.matches("-?[0-9.]+(E[-+]?[0-9]+)?");
        String safe = formula ? "'" + field : field;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
