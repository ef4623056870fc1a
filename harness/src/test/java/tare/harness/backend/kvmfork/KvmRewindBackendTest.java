package tare.harness.backend.kvmfork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/** The contract and all of {@link KvmForkBackendTest}'s, for the other way. */
class KvmRewindBackendTest extends KvmForkBackendTest {

    @Override
    Way way() {
        return Way.REWIND;
    }

    /** One machine is kept for the next launch, so that one start makes nothing. */
    @Test
    void aStartMakesNoMachine() {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            assertEquals(before.get("descriptors"), count().get("descriptors"));
        }
    }

    /** A rewind needs no descriptor; a second machine at once does, when it is prepared. */
    @Override
    void startUnderTheLimit(Backend backend, Launch launch) {
        try (Instance instance = launch.start()) {
            instance.awaitReady();
            LaunchException e = assertThrows(LaunchException.class, () -> backend.prepare(spec()));
            assertEquals("ioctl KVM_CREATE_VM", e.step());
            assertTrue(e.remedy().contains("ulimit -n"), e.remedy());
        }
    }
}
