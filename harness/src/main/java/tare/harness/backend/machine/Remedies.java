package tare.harness.backend.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import tare.harness.backend.guestkernel.GuestConsole;

/** What can be done about what QEMU or a guest's kernel says. */
public final class Remedies {

    /** For a KVM that cannot run a stock kernel. */
    static final String NOT_WHOLE = "use the keys with tcg: this KVM is not whole";

    private static final Map<String, String> KNOWN = known();

    private Remedies() {}

    private static Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put(
                "nsupported machine type",
                "QEMU 4.2 is the first with the machine microvm: tare setup qemu installs a later");
        known.put(
                "nvalid accelerator",
                "this QEMU was built without it: install another, for example qemu-system-x86");
        known.put(
                "not a valid device model",
                "this QEMU was built without it: install another, for example qemu-system-x86");
        known.put(
                "without PVH ELF Note",
                "the kernel lacks CONFIG_PVH: use the key with -bzimage, or another --kernel");
        known.put("Permission denied", "usermod -aG kvm $USER, then log in again");
        known.put("failed to set MSR", NOT_WHOLE);
        known.put("KVM internal error", NOT_WHOLE);
        known.put("emulation failure", NOT_WHOLE);
        known.put(
                "failed to initialize kvm", "modprobe kvm_intel or kvm_amd, or the keys with tcg");
        known.put("initrd is too large", "declare more memory");
        known.put("cannot set up guest memory", "free memory, or fewer instances");
        known.put("invalid option", "this QEMU is older than 4.2: tare setup qemu");
        known.put("Invalid parameter", "this QEMU is older than 4.2: tare setup qemu");
        known.put("different protected mode kernel", "give a kernel for x86-64 with --kernel");
        known.put("Unknown symbol", "another kernel: --kernel");
        known.put(
                "Machine type received",
                "the state was saved by another version of QEMU: tare clean, then try again");
        known.put(
                "load of migration failed",
                "tare clean, then try again: the saved state is damaged");
        return known;
    }

    /** Empty if nothing is known. */
    public static String of(String words) {
        return KNOWN.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> GuestConsole.remedy(words));
    }
}
