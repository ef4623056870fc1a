package tare.harness.backend.qemufork;

/** How a guest comes to stand where its parent stood. */
enum Way {
    /** The parent's memory mapped privately, the devices' state loaded. */
    FORK("qemu-fork"),
    /** Everything loaded. */
    RESTORE("qemu-restore");

    private final String key;

    Way(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
