package tare.simulators.consolidation.cloudsim;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tare.simulators.consolidation.DayUse;
import tare.simulators.trace.SharedTraces;

/** Days to play. */
public final class Days {

    private static final double PERCENT = 100;

    private Days() {}

    /** A day of PlanetLab, files by name in byte order; skips the test where it is not here. */
    public static DayUse planetLab(String day) throws IOException {
        TreeMap<byte[], double[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        files(
                day,
                (name, content) ->
                        rows.put(
                                name.getBytes(StandardCharsets.UTF_8),
                                new String(content, StandardCharsets.US_ASCII)
                                        .lines()
                                        .mapToDouble(Days::share)
                                        .toArray()));
        return DayUse.of(rows.values().toArray(new double[0][]));
    }

    /** The same as the folder that it comes as, below another. */
    public static Path unpacked(String day, Path into) throws IOException {
        Path folder = Files.createDirectory(into.resolve(day));
        files(
                day,
                (name, content) ->
                        Files.write(folder.resolve(Path.of(name).getFileName()), content));
        return folder;
    }

    private interface Taking {
        void take(String name, byte[] content) throws IOException;
    }

    private static void files(String day, Taking taking) throws IOException {
        Path archive = SharedTraces.require("planetlab/" + day + ".tar.gz");
        try (var in =
                new TarArchiveInputStream(
                        new GZIPInputStream(
                                new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = in.getNextEntry();
                    entry != null;
                    entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    taking.take(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    private static double share(String line) {
        return Integer.parseInt(line.trim()) / PERCENT;
    }

    /**
     * Sixty machines whose use wanders by at most 10 % from sample to sample, by Knuth's MMIX
     * generator: CloudSim 3.0.3 has been run on the same numbers.
     */
    public static DayUse drawn() {
        return drawn(60);
    }

    /** The same with fewer or more. */
    public static DayUse drawn(int machines) {
        long[] state = {1};
        double[][] rows = new double[machines][DayUse.SAMPLES];
        for (double[] row : rows) {
            int level = (int) (next(state) % 60);
            for (int k = 0; k < row.length; k++) {
                level = Math.max(0, Math.min(99, level + (int) (next(state) % 21) - 10));
                row[k] = level / PERCENT;
            }
        }
        return DayUse.of(rows);
    }

    private static long next(long[] state) {
        state[0] = state[0] * 6364136223846793005L + 1442695040888963407L;
        return state[0] >>> 33;
    }
}
