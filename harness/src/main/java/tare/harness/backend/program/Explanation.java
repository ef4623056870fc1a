package tare.harness.backend.program;

import java.util.List;
import tare.harness.backend.LaunchException;

/** Puts a plain reason and remedy on top of what a runtime said. */
final class Explanation {

    private Explanation() {}

    /** What the runtime said, wherever; to be asked before anything is taken away. */
    static String words(Recipe recipe, Errors errors) {
        String said = errors.words();
        String elsewhere = recipe.steering().map(Steering::said).orElse("");
        return (said + " " + elsewhere).strip();
    }

    /**
     * A failure with all that is known.
     *
     * @param words what the runtime said
     * @param stays why something of the instance could not be taken away; empty if nothing is left
     */
    static LaunchException of(
            LaunchException cause,
            Driver driver,
            Recipe recipe,
            String words,
            List<RuntimeException> stays) {
        StringBuilder why = new StringBuilder(cause.why());
        if (!words.isEmpty()) {
            why.append("; it said: ").append(words);
        }
        stays.forEach(e -> why.append("; something is left: ").append(e.getMessage()));
        LaunchException explained =
                new LaunchException(
                        cause.step(),
                        why.toString(),
                        stays.isEmpty() ? remedy(cause, driver, recipe, words) : "tare clean",
                        cause);
        stays.forEach(explained::addSuppressed);
        return explained;
    }

    private static String remedy(
            LaunchException cause, Driver driver, Recipe recipe, String words) {
        if (!cause.remedy().isEmpty()) {
            return cause.remedy();
        }
        String known = driver.remedy(words);
        if (!known.isEmpty()) {
            return known;
        }
        String program = recipe.first().program().toString();
        return cause.step().startsWith("execve ")
                ? "ls -l " + program + "; it must be a program for this machine"
                : "try " + program + " by hand: it fails, or this host is too busy for it";
    }
}
