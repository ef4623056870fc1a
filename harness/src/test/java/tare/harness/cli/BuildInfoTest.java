package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BuildInfoTest {

    @Test
    void buildWroteVersionAndCommit() {
        BuildInfo build = BuildInfo.load();

        assertTrue(build.version().matches("\\d+\\.\\d+\\.\\d+"), build.version());
        assertTrue(build.commit().matches("[0-9a-f]{40}(-dirty)?|unknown"), build.commit());
    }

    /** The line is made of constants, so that nothing has to be loaded: it could miss one. */
    @Test
    void theMethodOfEachExperimentIsTold() {
        String told =
                new Wiring()
                        .tool().methods().entrySet().stream()
                                .map(method -> method.getKey() + " " + method.getValue())
                                .collect(Collectors.joining(", "));

        assertEquals("methods: " + told, BuildInfo.load().lines()[1]);
    }
}
