package tare.harness.backend.qemufork;

import org.junit.jupiter.api.Tag;

@Tag("runtime")
class QemuRestoreBackendTest extends CloneContract {

    @Override
    Way way() {
        return Way.RESTORE;
    }
}
