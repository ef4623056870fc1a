package tare.reports.page;

import java.util.List;
import tare.results.history.Trend;

/**
 * How a page is drawn.
 *
 * @param title in place of the page's own question; empty for that
 * @param paper whether all that folds is open, nothing is sorted by a script, and colours are those
 *     of paper: fit to be printed to PDF by any browser
 * @param trends of many results, of which the first on the page is the newest; empty for none
 */
public record PageOptions(String title, boolean paper, List<Trend> trends) {

    /** The page as it comes beside a result. */
    public static final PageOptions SCREEN = new PageOptions("", false, List.of());

    public PageOptions {
        trends = List.copyOf(trends);
    }

    /** Of one result or several, without their history. */
    public PageOptions(String title, boolean paper) {
        this(title, paper, List.of());
    }
}
