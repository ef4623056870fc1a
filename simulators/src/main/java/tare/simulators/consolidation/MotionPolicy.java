package tare.simulators.consolidation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a host is over-utilised, and which of its machines leave it.
 *
 * @param detection how an over-utilised host is told
 * @param selection which machine leaves it; of no meaning where nothing moves
 * @param parameter threshold of THR, safety factor of the others
 */
public record MotionPolicy(Detection detection, Selection selection, double parameter) {

    /** How an over-utilised host is told. */
    public enum Detection {
        /** Demand above a fixed share of the capacity. */
        THR(0.8, 1),
        /** Above 1 less a multiple of the median absolute deviation of the host's history. */
        MAD(2.5, 100),
        /** Above 1 less a multiple of the interquartile range. */
        IQR(1.5, 100),
        /** A regression over the last samples, times a factor, foretells all of the capacity. */
        LR(1.2, 100),
        /** The same, robust against outliers. */
        LRR(1.2, 100),
        /** Nothing moves; hosts without machines are off. */
        DVFS(0, 0),
        /** Nothing moves, and all hosts draw all that they can. */
        NPA(0, 0),
        /** VMware DRS up to vSphere 6: hosts alike, by a level from 1 to 5, the most eager. */
        DRS(3, 5),
        /** VMware DRS from vSphere 7 on: machines' own scores. */
        DRS7(0, 0);

        private final double usual;
        private final double most;

        Detection(double usual, double most) {
            this.usual = usual;
            this.most = most;
        }

        /** Whether machines move. */
        public boolean moves() {
            return this != DVFS && this != NPA;
        }

        /** Whether it balances hosts that are all on, instead of emptying some. */
        public boolean balances() {
            return this == DRS || this == DRS7;
        }

        private boolean selects() {
            return moves() && !balances();
        }
    }

    /** Which machine leaves an over-utilised host. */
    public enum Selection {
        /** The one that takes least time to move. */
        MMT,
        /** Any, by chance. */
        RS,
        /** The one whose use goes most with the others'. */
        MC,
        /** The least used. */
        MU
    }

    /** The published policies with their published parameters. */
    public static List<String> published() {
        List<String> names = new ArrayList<>();
        for (Detection detection : Detection.values()) {
            if (detection.balances()) {
                continue;
            }
            if (detection.moves()) {
                for (Selection selection : Selection.values()) {
                    names.add(new MotionPolicy(detection, selection, detection.usual).name());
                }
            } else {
                names.add(detection.name());
            }
        }
        return names;
    }

    /** Names of the policies that balance. */
    public static List<String> balancing() {
        return List.of("DRS-1", "DRS-2", "DRS-3", "DRS-4", "DRS-5", "DRS7");
    }

    /**
     * A policy from its name, for example {@code THR-MMT-0.8}; without a number the published one
     * is taken.
     *
     * @return empty if the name means nothing
     */
    public static Optional<MotionPolicy> of(String name) {
        String[] parts = name.toUpperCase(Locale.ROOT).split("-", -1);
        try {
            Detection detection = Detection.valueOf(parts[0]);
            if (!detection.selects()) {
                return unselecting(name.toUpperCase(Locale.ROOT), detection, parts);
            }
            if (parts.length < 2 || parts.length > 3) {
                return Optional.empty();
            }
            double parameter =
                    parts.length == 3 ? new BigDecimal(parts[2]).doubleValue() : detection.usual;
            return parameter >= 0 && parameter <= detection.most
                    ? Optional.of(
                            new MotionPolicy(detection, Selection.valueOf(parts[1]), parameter))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<MotionPolicy> unselecting(
            String name, Detection detection, String[] parts) {
        if (detection.balances()) {
            return balancing().contains(name)
                    ? Optional.of(
                            new MotionPolicy(
                                    detection,
                                    Selection.MMT,
                                    parts.length == 2 ? Integer.parseInt(parts[1]) : 0))
                    : Optional.empty();
        }
        return parts.length == 1
                ? Optional.of(new MotionPolicy(detection, Selection.MMT, 0))
                : Optional.empty();
    }

    /** The name that {@link #of} takes. */
    public String name() {
        if (detection == Detection.DRS) {
            return detection + "-" + (int) parameter;
        }
        return detection.selects()
                ? detection + "-" + selection + "-" + Double.toString(parameter)
                : detection.name();
    }
}
