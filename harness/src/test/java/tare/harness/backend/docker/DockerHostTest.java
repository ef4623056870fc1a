package tare.harness.backend.docker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DockerHostTest {

    @Test
    void namesThatBeginLikeALoopbackAddressAreOtherMachines() {
        for (String there :
                new String[] {"tcp://127.example.org:1", "tcp://localhost.example.org:1"}) {
            assertTrue(host(there).remote(), there);
        }
        for (String here : new String[] {"tcp://127.0.0.1:1", "tcp://localhost:1", "unix:///x"}) {
            assertFalse(host(here).remote(), here);
        }
    }

    private static DockerHost host(String variable) {
        return DockerHost.of(variable, Path.of("/nonexistent"));
    }
}
