package tare.harness.backend.vmm;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A monitor that is asked to start what it was not asked to make.
 *
 * @param right the one that it is otherwise
 */
record Hasty(Vmm right) implements Vmm {

    @Override
    public String key() {
        return right.key();
    }

    @Override
    public Pattern version() {
        return right.version();
    }

    @Override
    public String home() {
        return right.home();
    }

    @Override
    public String channel() {
        return right.channel();
    }

    @Override
    public List<String> arguments(Place place) {
        return right.arguments(place);
    }

    @Override
    public boolean serialIsSocket() {
        return false;
    }

    @Override
    public List<Request> making(Guest guest, Place place) {
        return List.of();
    }

    @Override
    public Request starting() {
        return right.starting();
    }
}
