package tare.workloads;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a test needs of the machine; what is absent skips the test, or fails it in full CI. */
public final class Need {

    private Need() {}

    /** Goes on only if {@code present}; else skips, or fails where TARE_REQUIRE_ALL is 1. */
    public static void that(boolean present, String reason) {
        if ("1".equals(System.getenv("TARE_REQUIRE_ALL"))) {
            assertTrue(present, reason + ", and TARE_REQUIRE_ALL is set");
        }
        assumeTrue(present, reason);
    }

    public static void path(String path) {
        that(Files.exists(Path.of(path)), "there is no " + path);
    }

    public static void command(String name) {
        that(onPath(name), "there is no command " + name);
    }

    /** The command prefix that runs a Linux binary of that architecture here. */
    public static List<String> runner(String architecture) {
        that(System.getProperty("os.name").equals("Linux"), "this is not Linux");
        String here = System.getProperty("os.arch").replace("amd64", "x86_64");
        if (architecture.equals(here)) {
            return List.of();
        }
        String emulator = "qemu-" + architecture + "-static";
        command(emulator);
        return List.of(emulator);
    }

    private static boolean onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }
}
