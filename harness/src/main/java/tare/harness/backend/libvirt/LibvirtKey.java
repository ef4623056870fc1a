package tare.harness.backend.libvirt;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tare.results.model.BackendClass;

/**
 * What a key names.
 *
 * @param kind which machine or container
 * @param key as results name it
 * @param uri of the user's, for {@link Kind#OTHER}; otherwise empty
 */
record LibvirtKey(Kind kind, String key, String uri) {

    static final String FAMILY = "libvirt";

    /** The kinds, by the words after {@code libvirt:}. */
    enum Kind {
        QEMU_TCG("qemu"),
        QEMU_KVM("kvm"),
        LXC("lxc"),
        /** Whatever a URI of the user's leads to. */
        OTHER("");

        private final String domainType;

        Kind(String domainType) {
            this.domainType = domainType;
        }

        /** As which libvirt knows the domain; empty if that is not known yet. */
        String domainType() {
            return domainType;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a key names; empty if it is no key of this family. */
    static Optional<LibvirtKey> of(String key) {
        if (!key.startsWith(FAMILY + ":")) {
            return Optional.empty();
        }
        String rest = key.substring(FAMILY.length() + 1);
        Optional<Kind> known =
                Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.OTHER && kind.word().equals(rest))
                        .findFirst();
        if (known.isPresent()) {
            return Optional.of(of(known.get()));
        }
        return isUri(rest) ? Optional.of(new LibvirtKey(Kind.OTHER, key, rest)) : Optional.empty();
    }

    static LibvirtKey of(Kind kind) {
        return new LibvirtKey(kind, FAMILY + ":" + kind.word(), "");
    }

    private static boolean isUri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.isAbsolute() && !uri.isOpaque();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The driver that a user's URI asks for, without the transport; empty for other keys. */
    String scheme() {
        return uri.isEmpty() ? "" : URI.create(uri).getScheme().split("\\+", 2)[0];
    }

    /** The host that a user's URI names; empty for this one. */
    String host() {
        String named = uri.isEmpty() ? null : URI.create(uri).getAuthority();
        return named == null ? "" : named;
    }

    boolean isContainer() {
        return kind == Kind.LXC || scheme().equals("lxc");
    }

    BackendClass backendClass() {
        return isContainer() ? BackendClass.CONTAINER : BackendClass.VM;
    }

    /** Whether a program plays the processor: QEMU without KVM, which is all that is started. */
    boolean emulated() {
        return kind == Kind.QEMU_TCG || scheme().equals("qemu");
    }
}
