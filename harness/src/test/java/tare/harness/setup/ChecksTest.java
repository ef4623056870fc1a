package tare.harness.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;

class ChecksTest {

    private static Checks.Check check(String key, boolean launches) {
        return new Checks.Check(
                key,
                Optional.of(
                        launches
                                ? new Availability.Available("")
                                : new Availability.Unavailable("no", "")));
    }

    @Test
    void takesAFamilyWithOneKeyThatLaunches() {
        assertEquals(
                List.of(),
                Checks.failed(List.of(check("qemu:q35-kvm", false), check("qemu:q35-tcg", true))));
        assertEquals(List.of(), Checks.failed(List.of()));
    }

    @Test
    void namesAllKeysOfAFamilyThatDoesNotLaunch() {
        assertEquals(
                List.of("a:x", "a:y"),
                Checks.failed(List.of(check("a:x", false), check("a:y", false))));
    }
}
