package tare.harness.backend.qemu;

import org.junit.jupiter.api.Tag;

@Tag("runtime")
class MicrovmBackendTest extends QemuContract {

    @Override
    String key() {
        return "qemu:microvm-tcg";
    }
}
