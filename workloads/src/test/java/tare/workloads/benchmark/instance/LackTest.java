package tare.workloads.benchmark.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LackTest {

    @ParameterizedTest
    @EnumSource
    void isFoundInWhatAForkSays(Requirement requirement) {
        Lack lack = Lack.of(requirement, "somewhere", new IOException("first\n  second"));
        String said = "<failure>\n\n" + lack.exception() + "\n\tat one.Class.method\n";

        Optional<Lack> found = Lack.in(said);

        assertEquals(Optional.of(lack), found);
        assertEquals(found, Lack.behind(new IOException("JMH failed", lack.exception())));
        assertEquals("somewhere: java.io.IOException: first second", lack.detail());
    }

    @Test
    void isNotFoundWhereNothingLacks() {
        assertEquals(Optional.empty(), Lack.in("java.lang.IllegalStateException: something else"));
        assertEquals(Optional.empty(), Lack.in("the instance lacks a will [free-will]: none"));
    }

    /** The host's filter lets no class of ours and no IOException pass. */
    @Test
    void travelsAsAPlainExceptionWithoutACause() {
        IllegalStateException thrown =
                Lack.of(Requirement.LOOPBACK, "127.0.0.1", new IOException("no")).exception();

        assertEquals(IllegalStateException.class, thrown.getClass());
        assertEquals(null, thrown.getCause());
        assertEquals(0, thrown.getSuppressed().length);
    }

    @Test
    void wordsDiffer() {
        long words = Arrays.stream(Requirement.values()).map(Requirement::word).distinct().count();

        assertEquals(Requirement.values().length, words);
    }
}
