package tare.simulators.trace.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tare.simulators.trace.Place;

/** The first line of a table, where it names the columns. */
final class Header {

    private final List<String> names = new ArrayList<>();
    private final Place place;

    Header(Line line) {
        place = line.place();
        for (int i = 0; i < line.fields(); i++) {
            names.add(line.text(new Column(i, "")));
        }
    }

    /** The column of this name, whatever its case. */
    Column column(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                place.at(name)
                                        .error(
                                                "there is no such column, but " + shown(),
                                                "is this file of the format?"));
    }

    Optional<Column> find(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(new Column(i, name));
            }
        }
        return Optional.empty();
    }

    /** The unit in brackets behind a name, in capitals: {@code KB} of {@code Used [KB]}. */
    Optional<String> unit(String name) {
        for (String each : names) {
            if (each.regionMatches(true, 0, name + " [", 0, name.length() + 2)
                    && each.endsWith("]")) {
                return Optional.of(
                        each.substring(name.length() + 2, each.length() - 1)
                                .toUpperCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** The column whose name is this one, a blank, and a unit in brackets. */
    Column withUnit(String name) {
        String unit = unit(name).orElse("unit");
        return column(name + " [" + unit + "]");
    }

    Place place() {
        return place;
    }

    private String shown() {
        String all = String.join(", ", names);
        int most = 200;
        return all.length() <= most ? "'" + all + "'" : "'" + all.substring(0, most) + "...'";
    }
}
