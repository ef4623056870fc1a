package tare.harness.backend.program;

import tare.harness.backend.LaunchException;

/** Puts a plain reason and remedy on top of what a runtime said. */
final class Explanation {

    private Explanation() {}

    static LaunchException of(LaunchException cause, Driver driver, Errors errors) {
        String words = errors.words();
        String why = words.isEmpty() ? cause.why() : cause.why() + "; it said: " + words;
        String remedy = cause.remedy().isEmpty() ? driver.remedy(words) : cause.remedy();
        LaunchException explained = new LaunchException(cause.step(), why, remedy, cause);
        for (Throwable suppressed : cause.getSuppressed()) {
            explained.addSuppressed(suppressed);
        }
        return explained;
    }
}
