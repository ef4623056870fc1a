package tare.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import tare.harness.experiment.Churn;
import tare.harness.experiment.Density;
import tare.harness.experiment.Divergence;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.Ladder;
import tare.harness.experiment.Outlook;
import tare.harness.experiment.Overhead;
import tare.harness.experiment.StartTime;
import tare.harness.experiment.Storm;
import tare.results.failure.Defect;

/**
 * Which Tare this is, as the build wrote it down.
 *
 * @param version the release, for example {@code 0.1.0}
 * @param commit the source commit in hexadecimal, with {@code -dirty} if tracked files differed
 *     from it; {@code unknown} if it was built outside a checkout
 */
public record BuildInfo(String version, String commit) {

    private static final String RESOURCE = "build.properties";

    /** Reads what the build left beside this class. */
    public static BuildInfo load() {
        Properties properties = new Properties();
        try (InputStream stream = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IOException("not on the class path");
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new Defect("Tare does not know its version", RESOURCE, e.toString(), "", e);
        }
        return new BuildInfo(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "unknown"));
    }

    /** What {@code --version} prints; here, where no class of picocli is needed. */
    String[] lines() {
        // Constants of other classes, which the compiler copies: none of them is loaded either.
        String methods =
                "methods: boot "
                        + StartTime.METHOD
                        + ", churn "
                        + Churn.METHOD
                        + ", density "
                        + Density.METHOD
                        + ", divergence "
                        + Divergence.METHOD
                        + ", footprint "
                        + Footprint.METHOD
                        + ", ladder "
                        + Ladder.METHOD
                        + ", outlook "
                        + Outlook.METHOD
                        + ", overhead "
                        + Overhead.METHOD
                        + ", storm "
                        + Storm.METHOD;
        return new String[] {"tare " + version + " (commit " + commit + ")", methods};
    }
}
