package tare.harness.backend.gvisor;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How gVisor's kernel gets hold of the probe's system calls. */
enum Platform {
    /** By ptrace: works everywhere, slowly. */
    PTRACE,
    /** As a guest of KVM. */
    KVM,
    /** By seccomp and SIGSYS; since 2023. */
    SYSTRAP;

    /** The key without a platform means ptrace. */
    static Optional<Platform> of(String key) {
        if (key.equals(GvisorRoom.NAME)) {
            return Optional.of(PTRACE);
        }
        return Stream.of(values())
                .filter(platform -> key.equals(GvisorRoom.NAME + ":" + platform.word()))
                .findFirst();
    }

    /** As runsc's option has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one name under which results know it. */
    String key() {
        return this == PTRACE ? GvisorRoom.NAME : GvisorRoom.NAME + ":" + word();
    }

    /** What to do about what runsc said; empty if nothing is known. */
    String remedy(String words) {
        if (words.contains("unknown platform")) {
            return "put a runsc of 2023 or later on the PATH: this one is older than " + word();
        }
        if (words.contains("ermission denied") || words.contains("peration not permitted")) {
            return "run as root";
        }
        return switch (this) {
            case PTRACE ->
                    words.contains("waiting for sandbox to start")
                            ? "let gVisor trace its own processes: kernel.yama.ptrace_scope at"
                                    + " most 1, and no seccomp filter around Tare that forbids"
                                    + " ptrace"
                            : "";
            case KVM -> "use gvisor (ptrace) here; gvisor:kvm is for KVM with the hardware's help";
            case SYSTRAP -> "";
        };
    }
}
