package tare.results.gate;

import tare.results.failure.ExitCode;

/** What a gate says of a cell, the best first. */
public enum Verdict {
    /** Shown not to be worse by the minimum effect. */
    PASS("PASS", "+", ExitCode.DONE),
    /** Neither could be shown. */
    INCONCLUSIVE("INCONCLUSIVE", "?", ExitCode.INCONCLUSIVE),
    /** Shown to be worse by more than the minimum effect. */
    FAIL("FAIL", "-", ExitCode.REGRESSION),
    /** The two sides cannot be compared. */
    INCOMPARABLE("INCOMPARABLE", "!", ExitCode.INCOMPARABLE);

    private final String word;
    private final String sign;
    private final ExitCode exitCode;

    Verdict(String word, String sign, ExitCode exitCode) {
        this.word = word;
        this.sign = sign;
        this.exitCode = exitCode;
    }

    /** As it is printed. */
    public String word() {
        return word;
    }

    /** Printed beside the word. */
    public String sign() {
        return sign;
    }

    /** What the command ends with if this is the worst. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** The worse of two. */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
