package tare.harness.backend.cloudhypervisor;

import tare.harness.backend.BackendContext;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.SingleRoom;
import tare.harness.backend.vmm.VmmDriver;

/** The one key of CloudHypervisor. */
public final class CloudHypervisorRoom extends SingleRoom {

    private static final CloudHypervisor VMM = new CloudHypervisor();

    public CloudHypervisorRoom() {
        super(VMM.key(), Executables.live());
    }

    @Override
    protected Driver driver(Executables found, BackendContext context) {
        return new VmmDriver(VMM, context, VmmDriver.Surroundings.live(found, context));
    }

    @Override
    public boolean reads(String setting) {
        return setting.equals(VMM.setting());
    }
}
