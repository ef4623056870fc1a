package tare.harness.linux;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the host: absent, the test is skipped, or fails under TARE_REQUIRE_ALL. */
public final class Needs {

    private Needs() {}

    /** Skips with a reason, or fails where everything is required, unless the condition holds. */
    public static void that(boolean condition, String reason) {
        if ("1".equals(System.getenv("TARE_REQUIRE_ALL"))) {
            Assertions.assertTrue(condition, reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }
}
