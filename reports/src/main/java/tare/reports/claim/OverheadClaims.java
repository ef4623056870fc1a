package tare.reports.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.OverheadReading.Entry;
import tare.reports.reading.OverheadReading.Work;
import tare.reports.reading.Subject;

/** What a run says of the cost of work inside each backend: never more than intervals bear. */
public final class OverheadClaims {

    private OverheadClaims() {}

    /** One sentence for each backend that has a ratio to a process. */
    public static List<String> of(OverheadReading reading) {
        return reading.subjects().stream()
                .flatMap(subject -> of(reading, subject).stream())
                .toList();
    }

    /** The sentence for one backend. */
    static Optional<String> of(OverheadReading reading, Subject subject) {
        List<Named> all = new ArrayList<>();
        if (reading.process().filter(subject::equals).isPresent()) {
            return Optional.empty();
        }
        for (Work work : reading.works()) {
            Optional<Entry> entry = reading.entry(work, subject);
            entry.filter(found -> found.interval().isPresent())
                    .ifPresent(found -> all.add(new Named(work.name(), found)));
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(sentence(subject, all));
    }

    private record Named(String work, Entry entry) {}

    private static String sentence(Subject subject, List<Named> all) {
        List<Named> slower = all.stream().filter(one -> one.entry().slower()).toList();
        StringBuilder words = new StringBuilder(subject.figureName());
        if (slower.isEmpty()) {
            words.append(": no work of ").append(all.size()).append(" was shown to be slower; ");
        } else {
            Named worst = slower.get(0);
            for (Named one : slower) {
                worst = one.entry().ratio() > worst.entry().ratio() ? one : worst;
            }
            words.append(": slower in ")
                    .append(slower.size())
                    .append(" of ")
                    .append(all.size())
                    .append(", most in ")
                    .append(worst.work())
                    .append(", ")
                    .append(Measure.COUNT.text(worst.entry().ratio()))
                    .append(" times a process; ");
        }
        return words.append(mean(all)).append(missed(all, slower)).append('.').toString();
    }

    private static String mean(List<Named> all) {
        double logs = all.stream().mapToDouble(one -> StrictMath.log(one.entry().ratio())).sum();
        return "geometric mean " + Measure.COUNT.text(StrictMath.exp(logs / all.size()));
    }

    /** Of the rest: the largest difference that could have been missed. */
    private static String missed(List<Named> all, List<Named> slower) {
        if (slower.size() == all.size()) {
            return "";
        }
        double bound =
                all.stream()
                        .filter(one -> !one.entry().slower())
                        .mapToDouble(one -> one.entry().interval().orElseThrow().high() - 1)
                        .max()
                        .orElse(0);
        String where = slower.isEmpty() ? "" : " in the others";
        if (bound > 1) {
            return "; even a slowdown to twice the time could have been missed" + where;
        }
        return "; no slowdown larger than "
                + Measure.PERCENT.brief(100 * Math.max(0, bound))
                + " could have been missed"
                + where;
    }
}
