package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BuildInfoTest {

    @Test
    void buildWroteVersionAndCommit() {
        BuildInfo build = BuildInfo.load();

        assertTrue(build.version().matches("\\d+\\.\\d+\\.\\d+"), build.version());
        assertTrue(build.commit().matches("[0-9a-f]{40}(-dirty)?|unknown"), build.commit());
    }
}
