package tare.reports.debate;

/** What a run says of a claim. */
public enum Verdict {
    SUPPORTED("supported", "✓"),
    CONTRADICTED("contradicted", "✗"),
    MIXED("mixed", "≈"),
    NOT_MEASURED("not measured on this host", "–");

    private final String words;
    private final String sign;

    Verdict(String words, String sign) {
        this.words = words;
        this.sign = sign;
    }

    public String words() {
        return words;
    }

    /** Says the same again, for those who do not see the colour. */
    public String sign() {
        return sign;
    }

    /** A name for the style sheet. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
