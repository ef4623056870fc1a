package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

/** Whether more is on the host than was before. */
final class Growth {

    /** A JIT compiler's or malloc's own growth during 1,000 launches; a leak shows 1,000. */
    private static final long MAPPINGS_TOLERANCE = 40;

    /** The JVM starts and ends compiler threads as it likes. */
    private static final long THREADS_TOLERANCE = 4;

    private static final Map<String, Long> TOLERANCE =
            Map.of("mappings", MAPPINGS_TOLERANCE, "threads", THREADS_TOLERANCE);

    private static final int RECOUNTS = 30;

    private Growth() {}

    /**
     * Other threads of the VM open files for a moment, so that a count that is too high is counted
     * again: what a launch has left stays.
     *
     * @param token part of the names of the run's cgroups
     */
    static void assertNone(String token, Map<String, Long> before) {
        String grown = since(token, before);
        for (int i = 0; i < RECOUNTS && !grown.isEmpty(); i++) {
            grown = since(token, before);
        }
        assertEquals("", grown, () -> "grew since " + before + ": " + HostCount.descriptors());
    }

    private static String since(String token, Map<String, Long> before) {
        StringBuilder grown = new StringBuilder();
        HostCount.now(token)
                .forEach(
                        (what, count) -> {
                            long most =
                                    before.getOrDefault(what, 0L)
                                            + TOLERANCE.getOrDefault(what, 0L);
                            if (count > most) {
                                grown.append(what).append(' ').append(count).append(' ');
                            }
                        });
        return grown.toString();
    }
}
