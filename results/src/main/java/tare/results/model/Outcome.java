package tare.results.model;

import java.util.List;

/** What became of a cell: it was measured, or it is absent for a stated reason. */
public sealed interface Outcome {

    /** The cell has samples. */
    record Measured(List<Round> rounds, Summary summary) implements Outcome {
        public Measured {
            rounds = List.copyOf(rounds);
            if (rounds.isEmpty()) {
                throw new IllegalArgumentException("a measured cell has at least one round");
            }
        }
    }

    /**
     * The cell has no samples.
     *
     * @param kind whether it could not be tried here, or was tried and failed
     * @param reason why, in one sentence
     * @param remedy what the user can do, a command where there is one; may be empty
     */
    record Absent(Kind kind, String reason, String remedy) implements Outcome {
        public Absent {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("an absent cell says why");
            }
        }
    }

    /** Why a cell is absent. */
    enum Kind {
        /** The host cannot do it: nothing was tried. */
        SKIPPED("skipped"),
        /** It was tried and went wrong. */
        FAILED("failed");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The status written in result files. */
        public String id() {
            return id;
        }
    }
}
