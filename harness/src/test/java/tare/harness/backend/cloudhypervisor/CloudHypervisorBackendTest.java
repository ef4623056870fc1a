package tare.harness.backend.cloudhypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.backend.Room;
import tare.harness.backend.vmm.Vmm;
import tare.harness.backend.vmm.VmmContract;

class CloudHypervisorBackendTest extends VmmContract {

    CloudHypervisorBackendTest() {
        super("cloud-hypervisor", "cloud-hypervisor v0.0-stand-in");
    }

    @Override
    protected Vmm vmm(Pattern accepted) {
        return new CloudHypervisor(accepted);
    }

    @Override
    protected Room room() {
        return new CloudHypervisorRoom();
    }

    @Override
    protected String starting() {
        return "/api/v1/vm.boot";
    }

    @ParameterizedTest
    @CsvSource({
        "cloud-hypervisor v53.0, true",
        "cloud-hypervisor v41.0.1, true",
        "cloud-hypervisor v53.0-12-gae44c297, true",
        "cloud-hypervisor v53.0 Migration Protocol Versions: 1, true",
        "cloud-hypervisor v0.0-stand-in, false",
        "cloud-hypervisor, false",
        "Cloud Hypervisor v53.0, false"
    })
    void takesReleasesAlone(String said, boolean taken) {
        assertEquals(taken, CloudHypervisor.RELEASED.matcher(said).lookingAt());
    }
}
