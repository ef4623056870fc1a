package tare.simulators.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.results.failure.UsageError;
import tare.simulators.placement.Policy;

class RegistryTest {

    @Test
    void findsPoliciesByName() {
        List<Policy> policies = Registry.policies();

        assertEquals(
                List.of("first-fit", "best-fit"), policies.stream().map(Policy::name).toList());
        policies.forEach(policy -> assertSame(policy, Registry.policy(policy.name())));
    }

    @Test
    void namesTheChoiceForAnUnknownPolicy() {
        UsageError e = assertThrows(UsageError.class, () -> Registry.policy("worst-fit"));

        assertTrue(e.toString().contains("worst-fit"), e.toString());
        assertTrue(e.toString().contains("best-fit"), e.toString());
    }
}
