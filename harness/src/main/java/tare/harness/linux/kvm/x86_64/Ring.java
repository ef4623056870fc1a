package tare.harness.linux.kvm.x86_64;

/** The privilege that the guest's code has inside the guest. */
public enum Ring {
    /** Ring 0: emulated one instruction after the other by a KVM without hardware assistance. */
    KERNEL(0, 0x08, 0x10),
    /** Ring 3: native speed on every KVM. */
    USER(3, 0x1b, 0x23);

    private final int privilege;
    private final int codeSelector;
    private final int dataSelector;

    Ring(int privilege, int codeSelector, int dataSelector) {
        this.privilege = privilege;
        this.codeSelector = codeSelector;
        this.dataSelector = dataSelector;
    }

    int privilege() {
        return privilege;
    }

    int codeSelector() {
        return codeSelector;
    }

    int dataSelector() {
        return dataSelector;
    }
}
