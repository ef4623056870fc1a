package tare.workloads.benchmark.instance;

import java.nio.file.Path;

/** Tells this JVM of places, as a host tells a fork, and takes that back. */
public final class GivenPlaces implements AutoCloseable {

    private GivenPlaces() {}

    /** Both places are one directory. */
    public static GivenPlaces at(Path directory) {
        for (Place place : Place.values()) {
            System.setProperty(place.property(), directory.toString());
        }
        return new GivenPlaces();
    }

    @Override
    public void close() {
        for (Place place : Place.values()) {
            System.clearProperty(place.property());
        }
    }
}
