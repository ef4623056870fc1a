package tare.harness.jmh;

import java.io.ObjectInputFilter;

/**
 * What the driver accepts over JMH's link, which is Java serialisation: JMH's own classes, the
 * java.base classes inside them, and nothing else.
 */
public final class SerialFilter {

    /** Pattern of {@link ObjectInputFilter.Config#createFilter}; the last word refuses the rest. */
    static final String PATTERN =
            "maxdepth=64;maxrefs=1000000;maxarray=1000000;"
                    + "org.openjdk.jmh.**;"
                    + "java.lang.*;java.util.*;java.util.concurrent.*;"
                    + "java.util.concurrent.atomic.*;java.io.Serializable;"
                    + "!*";

    private SerialFilter() {}

    /** Sets the filter for the whole VM; a filter that was set by option stays. */
    public static void install() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(
                    ObjectInputFilter.Config.createFilter(PATTERN));
        }
    }
}
