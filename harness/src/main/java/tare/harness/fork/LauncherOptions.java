package tare.harness.fork;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options of the JVMs that launch. */
public final class LauncherOptions {

    /** From here on a JVM warns about native access that was not asked for. */
    private static final int NATIVE_ACCESS_WARNS = 22;

    private LauncherOptions() {}

    /**
     * A small fixed heap, touched at once so that its growth does not pass for the instances'
     * memory; and one compiler, so that a few hundred launches compile the path for good.
     *
     * @param settingsFile what {@link ForkSettings#PROPERTY} names
     */
    public static List<String> jvmArguments(Path settingsFile) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-Xms48m",
                                "-Xmx48m",
                                "-XX:+AlwaysPreTouch",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Djava.awt.headless=true",
                                "-Djna.nosys=true",
                                "-D" + ForkSettings.PROPERTY + "=" + settingsFile));
        if (Runtime.version().feature() >= NATIVE_ACCESS_WARNS) {
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        return arguments;
    }
}
