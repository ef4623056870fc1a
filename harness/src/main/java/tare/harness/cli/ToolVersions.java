package tare.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.harness.setup.Programs;
import tare.results.failure.TareException;

/**
 * Which versions of other tools take part in a run: what each says to {@code --version}, or, where
 * that is no version, the beginning of its file's hash. Comparisons are held to them.
 */
final class ToolVersions {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern VERSION = Pattern.compile("\\b[0-9]+(?:\\.[0-9]+)+[^\\s,;)]*");
    private static final String NAMED = "backend.oci.";
    private static final int HASH_DIGITS = 12;

    /** Beginnings of backends' keys, and the programs that they are driven by. */
    private static final Map<String, List<String>> PROGRAMS =
            Map.ofEntries(
                    Map.entry("runc", List.of("runc")),
                    Map.entry("crun", List.of("crun")),
                    Map.entry("gvisor", List.of("runsc")),
                    Map.entry("bubblewrap", List.of("bwrap")),
                    Map.entry("nspawn", List.of("systemd-nspawn")),
                    Map.entry("lxc", List.of("lxc-start")),
                    Map.entry("containerd", List.of("containerd", "runc")),
                    Map.entry("docker", List.of("dockerd", "containerd", "runc")),
                    Map.entry("podman", List.of("podman", "crun")),
                    Map.entry("uml", List.of("linux.uml")),
                    Map.entry("qemu", List.of("qemu-system-x86_64")),
                    Map.entry("firecracker", List.of("firecracker")),
                    Map.entry("cloud-hypervisor", List.of("cloud-hypervisor")),
                    Map.entry("libvirt", List.of("libvirtd")));

    private final Programs programs;
    private final Path log;

    /**
     * @param log where the programs' words go; removed again
     */
    ToolVersions(Programs programs, Path log) {
        this.programs = programs;
        this.log = log;
    }

    /**
     * The versions by name of the tool, or of the OCI runtime as the user named it.
     *
     * @param backends keys of those that run
     * @param settings of the plan that begin with {@code backend.}
     */
    SortedMap<String, String> of(Collection<String> backends, SortedMap<String, String> settings) {
        SortedMap<String, String> versions = new TreeMap<>();
        for (String key : backends) {
            String plain = key.contains("@") ? key.substring(0, key.lastIndexOf('@')) : key;
            for (String part : plain.split("-in-", -1)) {
                for (String program : PROGRAMS.getOrDefault(head(part), List.of())) {
                    programs.find(program).ifPresent(at -> put(versions, name(program), at));
                }
            }
        }
        settings.forEach(
                (name, path) -> {
                    if (name.startsWith(NAMED)) {
                        put(versions, name.substring(NAMED.length()), Path.of(path));
                    }
                });
        return versions;
    }

    /** {@code qemu-fork} and {@code qemu:q35-tcg} are both QEMU's. */
    private static String head(String key) {
        String head = key.split("[:+]", 2)[0];
        return head.startsWith("qemu") ? "qemu" : head;
    }

    /** What users call it. */
    private static String name(String program) {
        return switch (program) {
            case "qemu-system-x86_64" -> "qemu";
            case "linux.uml" -> "uml";
            case "systemd-nspawn" -> "nspawn";
            case "lxc-start" -> "lxc";
            case "dockerd" -> "docker";
            case "libvirtd" -> "libvirt";
            case "bwrap" -> "bubblewrap";
            default -> program;
        };
    }

    private void put(SortedMap<String, String> versions, String name, Path program) {
        if (!versions.containsKey(name)) {
            said(program).or(() -> hash(program)).ifPresent(v -> versions.put(name, v));
        }
    }

    private Optional<String> said(Path program) {
        try {
            Programs.Ended ended =
                    programs.run(
                            new Programs.Request(
                                    List.of(program.toString(), "--version"),
                                    Map.of(),
                                    PATIENCE,
                                    log,
                                    Optional.empty()));
            Matcher version = VERSION.matcher(ended.output());
            return ended.inTime() && ended.status() == 0 && version.find()
                    ? Optional.of(version.group())
                    : Optional.empty();
        } catch (TareException e) {
            return Optional.empty(); // the hash says it
        } finally {
            try {
                Files.deleteIfExists(log);
            } catch (IOException e) {
                // It lies in the run's scratch directory, which goes at its end.
            }
        }
    }

    private static Optional<String> hash(Path program) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream stream =
                    new DigestInputStream(Files.newInputStream(program), digest)) {
                stream.transferTo(java.io.OutputStream.nullOutputStream());
            }
            String hex = HexFormat.of().formatHex(digest.digest());
            return Optional.of("sha256:" + hex.substring(0, HASH_DIGITS));
        } catch (IOException | NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }
}
