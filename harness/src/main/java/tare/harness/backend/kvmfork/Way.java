package tare.harness.backend.kvmfork;

/** How an instance comes to stand where the parent stood. */
enum Way {
    /** A new machine over a private view of the parent's memory. */
    FORK("kvm-fork"),
    /** A machine that ran before, its own pages dropped and its state set again. */
    REWIND("kvm-rewind");

    private final String key;

    Way(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
