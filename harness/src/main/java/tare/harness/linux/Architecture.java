package tare.harness.linux;

import java.util.Locale;

/** The two machines that Tare runs on; where numbers or code differ, they differ by this. */
public enum Architecture {
    /** AUDIT_ARCH_X86_64 of {@code include/uapi/linux/audit.h}. */
    X86_64("x86_64", 0xC000003E),
    /** AUDIT_ARCH_AARCH64. */
    AARCH64("aarch64", 0xC00000B7);

    private final String id;
    private final int audit;

    Architecture(String id, int audit) {
        this.id = id;
        this.audit = audit;
    }

    /** The kernel's name for it, as in {@code uname -m}. */
    public String id() {
        return id;
    }

    /** What seccomp sees as the architecture of a call. */
    int audit() {
        return audit;
    }

    /** The one that this VM runs on; anything but aarch64 counts as x86-64. */
    public static Architecture current() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? AARCH64 : X86_64;
    }
}
