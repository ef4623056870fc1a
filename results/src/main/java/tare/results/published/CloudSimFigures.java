package tare.results.published;

import java.util.List;
import java.util.Optional;

/**
 * What CloudSim 3.0.3 itself gives for a day of PlanetLab, rounded to five decimals. The data file
 * names the source.
 *
 * @param day its published name
 * @param policy detection, selection and parameter, for example {@code THR-MMT-0.8}
 * @param energyKwh kWh of all hosts over the day
 * @param migrations over the day
 * @param slav SLATAH times PDM, both as shares, in 1e-5
 * @param slatah in per cent
 * @param pdm in per cent
 * @param shutdowns of hosts
 */
public record CloudSimFigures(
        String day,
        String policy,
        double energyKwh,
        int migrations,
        double slav,
        double slatah,
        double pdm,
        int shutdowns) {

    /** With fewer or more the figures are others. */
    public static final int HOSTS = 800;

    /** All of them, by day and policy. */
    public static List<CloudSimFigures> all() {
        return DataFile.rows("cloudsim-3.0.3.csv").stream().map(CloudSimFigures::of).toList();
    }

    /** Those of a day by a policy. */
    public static Optional<CloudSimFigures> of(KnownDay day, String policy) {
        return all().stream()
                .filter(each -> each.day().equals(day.name()) && each.policy().equals(policy))
                .findFirst();
    }

    private static CloudSimFigures of(List<String> row) {
        return new CloudSimFigures(
                row.get(0),
                row.get(1),
                Double.parseDouble(row.get(2)),
                Integer.parseInt(row.get(3)),
                Double.parseDouble(row.get(4)),
                Double.parseDouble(row.get(5)),
                Double.parseDouble(row.get(6)),
                Integer.parseInt(row.get(7)));
    }
}
