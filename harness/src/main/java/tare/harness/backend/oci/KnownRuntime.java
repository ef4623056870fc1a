package tare.harness.backend.oci;

import java.util.Optional;
import java.util.stream.Stream;
import tare.results.model.BackendClass;

/** OCI runtimes that are looked for on the PATH, by their programs' names. */
enum KnownRuntime {
    YOUKI("youki", BackendClass.CONTAINER),
    RAILCAR("railcar", BackendClass.CONTAINER),
    RUNJ("runj", BackendClass.CONTAINER),
    SYSBOX("sysbox-runc", BackendClass.CONTAINER),
    NVIDIA("nvidia-container-runtime", BackendClass.CONTAINER),
    CRUN_WASM("crun-wasm", BackendClass.CONTAINER),
    KATA("kata-runtime", BackendClass.VM),
    KRUN("krun", BackendClass.VM),
    RUNV("runv", BackendClass.VM),
    URUNC("urunc", BackendClass.VM);

    private final String program;
    private final BackendClass backendClass;

    KnownRuntime(String program, BackendClass backendClass) {
        this.program = program;
        this.backendClass = backendClass;
    }

    String program() {
        return program;
    }

    /** What it isolates with. */
    BackendClass backendClass() {
        return backendClass;
    }

    static Optional<KnownRuntime> of(String program) {
        return Stream.of(values()).filter(known -> known.program.equals(program)).findFirst();
    }
}
