package tare.reports.page;

/**
 * How a page is drawn.
 *
 * @param title in place of the page's own question; empty for that
 * @param paper whether all that folds is open, nothing is sorted by a script, and colours are those
 *     of paper: fit to be printed to PDF by any browser
 */
public record PageOptions(String title, boolean paper) {

    /** The page as it comes beside a result. */
    public static final PageOptions SCREEN = new PageOptions("", false);
}
