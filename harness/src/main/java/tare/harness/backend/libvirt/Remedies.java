package tare.harness.backend.libvirt;

/** What can be done about what libvirt said. */
final class Remedies {

    static final String INSTALL = "tare setup libvirt";

    private Remedies() {}

    /**
     * The remedy for words of libvirt's, its daemon's or a guest's console.
     *
     * @return empty if nothing is known
     */
    static String of(String words) {
        if (words.contains("libvirt-qemu")) {
            return "make the user libvirt-qemu: " + INSTALL + " does";
        }
        if (words.contains("no connection driver available")
                || words.contains("Cannot find QEMU binary")
                || words.contains("cannot open shared object file")) {
            return INSTALL;
        }
        if (words.contains("authentication") || words.contains("Authentication")) {
            return "put credentials into ~/.config/libvirt/auth.conf (libvirt.org/auth.html)";
        }
        if (words.contains("ermission denied") || words.contains("not permitted")) {
            return "run as root; QEMU must be able to read the kernel";
        }
        if (words.contains("could not load kernel")
                || words.contains("invalid kernel")
                || words.contains("bad header")) {
            return "give another kernel with --kernel";
        }
        if (words.contains("cgroup")) {
            return "mount control groups with cpu, cpuacct, memory and devices, writable";
        }
        return "";
    }
}
