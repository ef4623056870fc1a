package tare.harness.linux;

/** The kinds of namespace, with their clone flags from {@code include/uapi/linux/sched.h}. */
public enum Namespace {
    USER(0x10000000, "user"),
    PID(0x20000000, "pid"),
    MOUNT(0x00020000, "mnt"),
    UTS(0x04000000, "uts"),
    IPC(0x08000000, "ipc"),
    NETWORK(0x40000000, "net"),
    CGROUP(0x02000000, "cgroup");

    private final int flag;
    private final String link;

    Namespace(int flag, String link) {
        this.flag = flag;
        this.link = link;
    }

    /** CLONE_NEW… of this kind. */
    public int flag() {
        return flag;
    }

    /** Its name in /proc/PID/ns. */
    public String link() {
        return link;
    }
}
