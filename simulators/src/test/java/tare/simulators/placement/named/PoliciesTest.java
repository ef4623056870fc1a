package tare.simulators.placement.named;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import tare.results.failure.UsageError;

class PoliciesTest {

    @Test
    void findsPoliciesByNameAndNoNameTwice() {
        Policies.all().forEach(policy -> assertSame(policy, Policies.named(policy.name())));
        assertEquals(Policies.all().size(), new HashSet<>(Policies.names()).size());
    }

    @Test
    void namesTheChoiceForAnUnknownPolicy() {
        UsageError e = assertThrows(UsageError.class, () -> Policies.named("tight-fit"));

        assertTrue(e.toString().contains("tight-fit"), e.toString());
        assertTrue(e.toString().contains("best-fit"), e.toString());
    }
}
