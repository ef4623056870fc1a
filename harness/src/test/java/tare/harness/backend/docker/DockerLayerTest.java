package tare.harness.backend.docker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.harness.backend.InstanceSpec;

class DockerLayerTest {

    private static final InstanceSpec SPEC =
            new InstanceSpec("i", 0, 5678, 9, "", Duration.ofSeconds(1));

    private static HostConfig settings(Set<DockerLayer> on) {
        return DockerLayer.settings(on, SPEC);
    }

    @Test
    void withoutLayersItIsTheHosts() {
        HostConfig none = settings(EnumSet.noneOf(DockerLayer.class));
        assertEquals("host", none.getPidMode());
        assertEquals("host", none.getUtSMode());
        assertEquals("host", none.getIpcMode());
        assertEquals("host", none.getNetworkMode());
        assertEquals(List.of("seccomp=unconfined"), none.getSecurityOpts());
        assertNull(none.getCapDrop());
        assertNull(none.getCapAdd(), "those that Docker gives by itself");
        assertNull(none.getMemory());
        assertNull(none.getPidsLimit());
        assertNull(none.getInit());
        assertEquals(false, none.getReadonlyRootfs());
        assertEquals(LogConfig.LoggingType.NONE, none.getLogConfig().getType());
    }

    @Test
    void withAllTheLastAreAddedToWhatTheKeyStandsFor() {
        HostConfig usual = settings(DockerKey.DISABLED.layers());
        assertNull(usual.getPidMode());
        assertNull(usual.getUtSMode());
        assertNull(usual.getIpcMode());
        assertNull(usual.getNetworkMode());
        assertEquals(List.of("no-new-privileges"), usual.getSecurityOpts());
        assertArrayEquals(new Capability[] {Capability.ALL}, usual.getCapDrop());
        assertNull(usual.getCapAdd());
        assertEquals(5678L, usual.getMemory());
        assertEquals(9L, usual.getPidsLimit());
        assertEquals(true, usual.getReadonlyRootfs());
        HostConfig all = settings(EnumSet.allOf(DockerLayer.class));
        assertEquals("none", all.getNetworkMode());
        assertEquals("none", settings(DockerKey.NONE.layers()).getNetworkMode());
        assertEquals(true, all.getInit());
        assertEquals(LogConfig.LoggingType.JSON_FILE, all.getLogConfig().getType());
    }
}
