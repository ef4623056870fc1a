package tare.results.model;

/** How a run ended. */
public enum RunState {
    COMPLETE("complete"),
    /** The run was interrupted; cells hold what was measured until then. */
    PARTIAL("partial");

    private final String id;

    RunState(String id) {
        this.id = id;
    }

    /** The word written in result files. */
    public String id() {
        return id;
    }
}
