package tare.reports.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * All warnings of a kind, said once.
 *
 * @param details of each, in the order of the run; those without one are left out
 */
public record WarningGroup(WarningKind kind, List<String> details) {

    /** From here on the cases are folded. */
    private static final int MANY = 4;

    public WarningGroup {
        details = List.copyOf(details);
    }

    /** The groups, in the order in which their first warnings came. */
    static List<WarningGroup> of(List<Warning> warnings) {
        Map<WarningKind, List<String>> byKind = new EnumMap<>(WarningKind.class);
        List<WarningKind> order = new ArrayList<>();
        for (Warning warning : warnings) {
            List<String> details =
                    byKind.computeIfAbsent(warning.kind(), kind -> new ArrayList<>());
            if (!order.contains(warning.kind())) {
                order.add(warning.kind());
            }
            if (!warning.detail().isEmpty()) {
                details.add(warning.detail());
            }
        }
        return order.stream()
                .map(kind -> new WarningGroup(kind, byKind.getOrDefault(kind, List.of())))
                .toList();
    }

    /** The detail of the only case; empty if there are several, or none has one. */
    public String only() {
        return details.size() == 1 ? details.get(0) : "";
    }

    /** The details, if there are several. */
    public List<String> cases() {
        return details.size() == 1 ? List.of() : details;
    }

    /** Whether the cases are to be folded. */
    public boolean many() {
        return details.size() >= MANY;
    }
}
