package tare.harness.backend.program;

import java.util.List;
import tare.harness.backend.LaunchException;

/** Puts a plain reason and remedy on top of what a runtime said. */
final class Explanation {

    private Explanation() {}

    /**
     * A failure with all that is known.
     *
     * @param stays why something of the instance could not be taken away; empty if nothing is left
     */
    static LaunchException of(
            LaunchException cause,
            Driver driver,
            Recipe recipe,
            Errors errors,
            List<RuntimeException> stays) {
        String words = errors.words();
        StringBuilder why = new StringBuilder(cause.why());
        if (!words.isEmpty()) {
            why.append("; it said: ").append(words);
        }
        String console = recipe.inside().console().get();
        if (!console.isEmpty()) {
            why.append("; its console ends: ").append(console);
        }
        stays.forEach(e -> why.append("; something is left: ").append(e.getMessage()));
        LaunchException explained =
                new LaunchException(
                        cause.step(),
                        why.toString(),
                        stays.isEmpty()
                                ? remedy(cause, driver, recipe, words + " " + console)
                                : "tare clean",
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
