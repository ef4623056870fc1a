package tare.harness.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package with a kernel, as apt's signed lists state it.
 *
 * @param debianPackage for example {@code linux-image-6.1.0-56-cloud-amd64}
 * @param version for example {@code 6.1.192-2}
 * @param architecture Debian's name, for example {@code amd64}
 * @param sha256 of the package's file, in small hexadecimal digits
 * @param bytes of the package's file
 */
public record KernelOffer(
        String debianPackage, String version, String architecture, String sha256, long bytes) {

    /** What a metapackage of kernels depends on: the real package, and its version. */
    private static final Pattern DEPENDENCY =
            Pattern.compile("(linux-image-[a-z0-9.+-]+)(?: \\(= ([^)]+)\\))?");

    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9-]+): *(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Name of its directory where kernels are kept, as that of the package's file. */
    String directory() {
        return debianPackage + "_" + version + "_" + architecture;
    }

    /**
     * Follows a metapackage.
     *
     * @param show what the lists say of every version of a package, in the form of apt-cache(8)
     *     show, the one to be installed first; empty if they do not have it
     * @return empty if the lists have no such package, or state no checksum of it
     */
    static Optional<KernelOffer> follow(String metapackage, UnaryOperator<String> show) {
        List<Map<String, String>> meta = stanzas(show.apply(metapackage));
        if (meta.isEmpty()) {
            return Optional.empty();
        }
        Matcher dependency = DEPENDENCY.matcher(meta.get(0).getOrDefault("Depends", ""));
        if (!dependency.find()) {
            return Optional.empty();
        }
        String version = dependency.group(2);
        // An installed package is listed twice: what dpkg knows of it has no checksum.
        return stanzas(show.apply(dependency.group(1))).stream()
                .filter(found -> version == null || version.equals(found.get("Version")))
                .flatMap(found -> offer(found).stream())
                .findFirst();
    }

    private static Optional<KernelOffer> offer(Map<String, String> stanza) {
        String name = stanza.getOrDefault("Package", "");
        String version = stanza.getOrDefault("Version", "");
        String architecture = stanza.getOrDefault("Architecture", "");
        String sum = stanza.getOrDefault("SHA256", "");
        String size = stanza.getOrDefault("Size", "");
        // They become arguments and a file's name.
        boolean sound =
                NAME.matcher(name).matches()
                        && NAME.matcher(version).matches()
                        && NAME.matcher(architecture).matches()
                        && SHA256.matcher(sum).matches()
                        && size.matches("[0-9]{1,15}");
        return sound
                ? Optional.of(
                        new KernelOffer(name, version, architecture, sum, Long.parseLong(size)))
                : Optional.empty();
    }

    private static List<Map<String, String>> stanzas(String text) {
        List<Map<String, String>> stanzas = new ArrayList<>();
        for (String paragraph : text.split("\n[ \t]*\n", -1)) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String line : paragraph.split("\n", -1)) {
                Matcher field = FIELD.matcher(line);
                if (field.matches()) {
                    fields.put(field.group(1), field.group(2).strip());
                }
            }
            if (fields.containsKey("Package")) {
                stanzas.add(fields);
            }
        }
        return stanzas;
    }
}
