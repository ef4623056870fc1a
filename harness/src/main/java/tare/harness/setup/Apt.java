package tare.harness.setup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tare.results.failure.HostError;

/**
 * Debian's package manager by apt-get(8), apt-cache(8) and dpkg-query(1).
 *
 * <p>apt-get runs in a session of its own: Ctrl-C reaches it through Tare alone, so that what dpkg
 * has begun is never left half done.
 */
final class Apt {

    private static final Duration QUERY = Duration.ofSeconds(60);
    private static final Duration UPDATE = Duration.ofMinutes(5);
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);
    private static final Duration INSTALL = Duration.ofMinutes(20);
    private static final int TAIL_LINES = 12;

    /** What apt-get says when its lists are older than the archive. */
    private static final Pattern STALE =
            Pattern.compile("404 +Not Found|Unable to locate package|Failed to fetch|Hash Sum");

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "LC_ALL", "C.UTF-8",
                    "DEBIAN_FRONTEND", "noninteractive",
                    // needrestart would restart services that use what was replaced.
                    "NEEDRESTART_SUSPEND", "1");

    private final Programs programs;
    private final Path queries;
    private final Path log;

    /**
     * @param queries file for what the asking programs say
     * @param log file for what the installing ones say; kept
     */
    Apt(Programs programs, Path queries, Path log) {
        this.programs = programs;
        this.queries = queries;
        this.log = log;
    }

    /**
     * Refuses where this is not the package manager.
     *
     * @param wanted packages to name in the refusal
     */
    void require(Collection<String> wanted) {
        for (String name : List.of("apt-get", "apt-cache", "dpkg-query", "setsid")) {
            if (programs.find(name).isEmpty()) {
                throw new HostError(
                        "packages cannot be installed",
                        name,
                        "there is no program " + name + ": tare setup knows Debian's packages only",
                        "install what corresponds to "
                                + String.join(", ", wanted)
                                + ", then look at tare backends");
            }
        }
    }

    /** Every installed package with its version. */
    SortedMap<String, String> installed() {
        Programs.Ended ended =
                query(
                        "dpkg-query",
                        List.of("-W", "-f", "${Package}\\t${Version}\\t${db:Status-Status}\\n"));
        SortedMap<String, String> found = new TreeMap<>();
        for (String line : ended.output().split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 3 && fields[2].equals("installed")) {
                found.put(fields[0], fields[1]);
            }
        }
        return found;
    }

    /** The versions that would be installed; a package that no list has is not among them. */
    SortedMap<String, String> candidates(List<String> packages) {
        List<String> arguments = new ArrayList<>(List.of("policy"));
        arguments.addAll(packages);
        SortedMap<String, String> found = new TreeMap<>();
        String name = "";
        for (String line : query("apt-cache", arguments).output().split("\n", -1)) {
            if (!line.startsWith(" ") && line.endsWith(":")) {
                name = line.substring(0, line.length() - 1);
            } else if (line.startsWith("  Candidate: ") && !line.endsWith("(none)")) {
                found.put(name, line.substring("  Candidate: ".length()));
            }
        }
        return found;
    }

    /** Fetches the lists of packages. */
    void update(String token) {
        Programs.Ended ended = change(token, UPDATE, List.of("update"));
        if (!ended.well()) {
            throw failure("the lists of packages cannot be fetched", UPDATE, ended);
        }
    }

    /**
     * Installs packages without asking, and without removing any.
     *
     * @param token word that appears in its arguments
     * @return whether it was done; false if the lists of packages are too old for it
     */
    boolean install(String token, List<String> packages) {
        List<String> arguments =
                new ArrayList<>(List.of("-y", "--no-install-recommends", "--no-remove", "install"));
        arguments.addAll(packages);
        Programs.Ended ended = change(token, INSTALL, arguments);
        if (ended.inTime() && ended.status() != 0 && STALE.matcher(ended.output()).find()) {
            return false;
        }
        if (!ended.well()) {
            throw failure("the packages cannot be installed", INSTALL, ended);
        }
        return true;
    }

    /**
     * What the lists say of every version of a package, the one that would be installed first.
     *
     * @return empty if no list has it
     */
    String show(String debianPackage) {
        Programs.Ended ended = ask("apt-cache", List.of("show", debianPackage));
        if (!ended.inTime()) {
            throw failure("the packages of this host are unknown", QUERY, ended);
        }
        return ended.status() == 0 ? ended.output() : "";
    }

    /**
     * Fetches the file of a package and installs nothing. That apt-get then works as root, since
     * its own user may not write there, is no failure.
     *
     * @param directory where the file is put
     * @param spec package and version, {@code PACKAGE=VERSION}
     * @param last whether old lists are no excuse any more
     * @return whether it was done; false if the lists of packages are too old for it
     */
    boolean download(String token, Path directory, String spec, boolean last) {
        Programs.Ended ended =
                change(token, DOWNLOAD, List.of("download", spec), Optional.of(directory));
        boolean full = ended.output().contains("No space left on device");
        if (!full
                && !last
                && ended.inTime()
                && ended.status() != 0
                && STALE.matcher(ended.output()).find()) {
            return false;
        }
        if (!ended.well()) {
            throw failure("the kernel cannot be fetched", DOWNLOAD, ended);
        }
        return true;
    }

    private Programs.Ended change(String token, Duration bound, List<String> arguments) {
        return change(token, bound, arguments, Optional.empty());
    }

    private Programs.Ended change(
            String token, Duration bound, List<String> arguments, Optional<Path> directory) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                path("setsid"),
                                path("apt-get"),
                                "-o",
                                "Tare::Token=" + token,
                                "-o",
                                "Dpkg::Use-Pty=0",
                                "-o",
                                "DPkg::Lock::Timeout=60",
                                "-o",
                                "Dpkg::Options::=--force-confdef",
                                "-o",
                                "Dpkg::Options::=--force-confold"));
        command.addAll(arguments);
        return programs.run(new Programs.Request(command, ENVIRONMENT, bound, log, directory));
    }

    private Programs.Ended ask(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path(program)));
        command.addAll(arguments);
        return programs.run(new Programs.Request(command, ENVIRONMENT, QUERY, queries));
    }

    private Programs.Ended query(String program, List<String> arguments) {
        Programs.Ended ended = ask(program, arguments);
        if (!ended.well()) {
            throw failure("the packages of this host are unknown", QUERY, ended);
        }
        return ended;
    }

    private String path(String program) {
        return programs.find(program)
                .map(Path::toString)
                .orElseThrow(
                        () ->
                                new HostError(
                                        "packages cannot be installed",
                                        program,
                                        "it has gone away",
                                        "install it again"));
    }

    private HostError failure(String what, Duration bound, Programs.Ended ended) {
        List<String> lines = ended.output().lines().filter(line -> !line.isBlank()).toList();
        String tail =
                String.join(
                        "\n    ",
                        lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        String end =
                ended.inTime()
                        ? "it ended with " + ended.status()
                        : "it did not end within " + bound.toMinutes() + " min";
        return new HostError(
                what,
                "apt-get",
                end + (tail.isEmpty() ? " and said nothing" : "; it said last:\n    " + tail),
                "mend what it names; all it said is in " + log);
    }
}
