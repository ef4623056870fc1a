package tare.harness.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One line of a journal: eight hexadecimal digits of CRC-32 over the rest, then words apart by one
 * space. A line that was torn by a kill has no valid sum and is passed over.
 *
 * <pre>
 * sum run BOOT-ID
 * sum is ID NANOS process|cgroup|cgroups|mount|mounts|directory|stand-in|served|setting FIELD…
 * sum gone ID
 * </pre>
 */
sealed interface JournalLine {

    /** In the place of the sum until it is known. */
    String NO_SUM = "00000000";

    /** Begins the entries of one process: ids count anew from here. */
    record Run(String bootId) implements JournalLine {}

    /**
     * A resource exists or is about to; a later line of the same id replaces it.
     *
     * @param nanos when it was first written, on the host's monotonic clock
     */
    record Is(long id, long nanos, Resource resource) implements JournalLine {}

    /** The resource of this id is no more. */
    record Gone(long id) implements JournalLine {}

    /** The line with its end, as it is in the file. */
    default byte[] bytes() {
        StringBuilder text = new StringBuilder(160).append(NO_SUM);
        if (this instanceof Run run) {
            append(text, List.of("run", run.bootId()));
        } else if (this instanceof Is is) {
            text.append(" is ").append(is.id()).append(' ').append(is.nanos());
            append(text, fields(is.resource()));
        } else if (this instanceof Gone gone) {
            text.append(" gone ").append(gone.id());
        }
        byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        int begin = NO_SUM.length() + 1;
        crc.update(bytes, begin, bytes.length - begin - 1);
        String sum = HexFormat.of().toHexDigits((int) crc.getValue());
        for (int i = 0; i < sum.length(); i++) {
            bytes[i] = (byte) sum.charAt(i);
        }
        return bytes;
    }

    /** The same as text. */
    default String encode() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, List<String> words) {
        for (String word : words) {
            text.append(' ').append(escape(word));
        }
    }

    /** Reads a line without its end; empty if it is torn or not a journal's. */
    static Optional<JournalLine> decode(String line) {
        if (line.length() < 10
                || line.charAt(8) != ' '
                || !sum(line.substring(9)).equals(line.substring(0, 8))) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (String word : line.substring(9).split(" ", -1)) {
            words.add(unescape(word));
        }
        try {
            return switch (words.get(0)) {
                case "run" -> Optional.of(new Run(words.get(1)));
                case "gone" -> Optional.of(new Gone(Long.parseLong(words.get(1))));
                case "is" ->
                        resource(words.get(3), words.subList(4, words.size()))
                                .map(
                                        resource ->
                                                new Is(
                                                        Long.parseLong(words.get(1)),
                                                        Long.parseLong(words.get(2)),
                                                        resource));
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException | NumberFormatException foreign) {
            // The sum is right, so it is whole, but of another version of Tare.
            return Optional.empty();
        }
    }

    private static List<String> fields(Resource resource) {
        if (resource instanceof Resource.RunningProcess process) {
            return List.of(
                    "process",
                    process.token(),
                    Integer.toString(process.pid()),
                    Long.toString(process.startTicks()));
        } else if (resource instanceof Resource.Cgroup cgroup) {
            return List.of("cgroup", cgroup.path().toString());
        } else if (resource instanceof Resource.CgroupsNamed cgroups) {
            return List.of("cgroups", cgroups.token());
        } else if (resource instanceof Resource.MountsBelow mounts) {
            return List.of("mounts", mounts.directory().toString());
        } else if (resource instanceof Resource.Mount mount) {
            return List.of("mount", mount.target().toString());
        } else if (resource instanceof Resource.Directory directory) {
            return List.of("directory", directory.path().toString());
        } else if (resource instanceof Resource.StandIn file) {
            return List.of("stand-in", file.path().toString(), file.token(), file.content());
        } else if (resource instanceof Resource.Served served) {
            return List.of("served", served.socket().toString(), served.request());
        } else if (resource instanceof Resource.Setting setting) {
            return List.of("setting", setting.path().toString(), setting.oldValue());
        }
        throw new AssertionError(resource);
    }

    private static Optional<Resource> resource(String kind, List<String> fields) {
        return switch (kind) {
            case "process" ->
                    Optional.of(
                            new Resource.RunningProcess(
                                    fields.get(0),
                                    Integer.parseInt(fields.get(1)),
                                    Long.parseLong(fields.get(2))));
            case "cgroup" -> Optional.of(new Resource.Cgroup(Path.of(fields.get(0))));
            case "cgroups" -> Optional.of(new Resource.CgroupsNamed(fields.get(0)));
            case "mounts" -> Optional.of(new Resource.MountsBelow(Path.of(fields.get(0))));
            case "mount" -> Optional.of(new Resource.Mount(Path.of(fields.get(0))));
            case "directory" -> Optional.of(new Resource.Directory(Path.of(fields.get(0))));
            case "stand-in" ->
                    Optional.of(
                            new Resource.StandIn(
                                    Path.of(fields.get(0)), fields.get(1), fields.get(2)));
            case "served" ->
                    Optional.of(new Resource.Served(Path.of(fields.get(0)), fields.get(1)));
            case "setting" ->
                    Optional.of(new Resource.Setting(Path.of(fields.get(0)), fields.get(1)));
            default -> Optional.empty();
        };
    }

    private static String sum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static boolean stays(char c) {
        return c > ' ' && c != '%' && c != 0x7f;
    }

    /** Keeps words apart and lines whole; {@code %} itself is escaped so that it can be undone. */
    private static String escape(String word) {
        int plain = 0;
        while (plain < word.length() && stays(word.charAt(plain))) {
            plain++;
        }
        if (plain == word.length()) {
            return word;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (stays(c)) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().toHexDigits((byte) c));
            }
        }
        return out.toString();
    }

    private static String unescape(String word) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '%' && i + 2 < word.length()) {
                out.append((char) HexFormat.fromHexDigits(word, i + 1, i + 3));
                i += 2;
            } else {
                out.append(word.charAt(i));
            }
        }
        return out.toString();
    }
}
