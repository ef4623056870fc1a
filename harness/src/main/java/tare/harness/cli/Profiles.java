package tare.harness.cli;

import java.util.Arrays;
import tare.harness.run.Profile;
import tare.results.failure.UsageError;

/** Reads the word of a profile. */
final class Profiles {

    private Profiles() {}

    /**
     * @throws UsageError if there is no such profile
     */
    static Profile parse(String word) {
        return Arrays.stream(Profile.values())
                .filter(profile -> profile.id().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageError(
                                        "there is no such profile",
                                        "--profile " + word,
                                        "known are "
                                                + String.join(
                                                        ", ",
                                                        Arrays.stream(Profile.values())
                                                                .map(Profile::id)
                                                                .toList()),
                                        "tare run --profile quick"));
    }
}
