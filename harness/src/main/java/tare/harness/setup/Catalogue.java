package tare.harness.setup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;

/** Which package drives which backend on Debian 12 and what derives from it. */
public final class Catalogue {

    /** What is part of Tare, or of the kernel: nothing is ever missing for it. */
    private static final List<String> EMBEDDED = List.of("process", "namespace", "kvm", "kvm-fork");

    /** Keys of containers inside guests: what starts the container, and what starts the guest. */
    private static final Pattern NESTED = Pattern.compile("(namespace|runc)-in-(.+)");

    private static final List<Need> DEBIAN =
            List.of(
                    new Need("runc", "runc", "runc"),
                    new Need("crun", "crun", "crun"),
                    new Need("gvisor", "runsc", "runsc"),
                    new Need("bubblewrap", "bubblewrap", "bwrap"),
                    new Need("nspawn", "systemd-container", "systemd-nspawn"),
                    new Need("lxc", "lxc", "lxc-start"),
                    new Need("containerd", "containerd", "containerd"),
                    new Need("docker", "docker.io", "dockerd"),
                    new Need("podman", "podman", "podman"),
                    new Need("uml", "user-mode-linux", "linux.uml"),
                    new Need("qemu", "qemu-system-x86", "qemu-system-x86_64", true),
                    new Need("libvirt", "libvirt-daemon-system", "libvirtd"),
                    new Need("libvirt", "libvirt-daemon-driver-lxc", "libvirt_lxc"),
                    new Need("libvirt", "qemu-system-x86", "qemu-system-x86_64", true));

    /** What no package of Debian has, and where its own releases are. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "firecracker",
                    "https://github.com/firecracker-microvm/firecracker/releases",
                    "cloud-hypervisor",
                    "https://github.com/cloud-hypervisor/cloud-hypervisor/releases");

    private final List<Need> needs;

    Catalogue(List<Need> needs) {
        this.needs = List.copyOf(needs);
    }

    /** The packages of Debian. */
    public static Catalogue debian() {
        return new Catalogue(DEBIAN);
    }

    /**
     * A backend that needs a program; one that needs several packages has several of these.
     *
     * @param backend the family of its keys, for example {@code gvisor}
     * @param debianPackage the package that has the program, for example {@code runsc}
     * @param program the program that the backend starts, for example {@code runsc}
     * @param kernel whether its guests boot a kernel, which is fetched and not installed
     */
    public record Need(String backend, String debianPackage, String program, boolean kernel) {

        /** Without a kernel for guests. */
        public Need(String backend, String debianPackage, String program) {
            this(backend, debianPackage, program, false);
        }
    }

    /**
     * What was asked for.
     *
     * @param needs those that need a package, in the order of the catalogue
     * @param embedded those that need none, in the order in which they were named
     * @param keys all that was named, families or keys, each once
     */
    public record Choice(List<Need> needs, List<String> embedded, List<String> keys) {

        public Choice {
            needs = List.copyOf(needs);
            embedded = List.copyOf(embedded);
            keys = List.copyOf(keys);
        }
    }

    /** The families that can be named. */
    public List<String> backends() {
        List<String> all = new ArrayList<>(needs.stream().map(Need::backend).distinct().toList());
        all.addAll(EMBEDDED);
        return all;
    }

    /**
     * Finds what was named; nothing named means everything. A key of a family, such as {@code
     * gvisor:ptrace} or {@code podman:crun}, stands for what it names.
     *
     * @throws UsageError if a name is none of {@link #backends}
     */
    public Choice choose(List<String> names) {
        if (names.isEmpty()) {
            return new Choice(needs, EMBEDDED, backends());
        }
        Set<Need> chosen = new LinkedHashSet<>();
        Set<String> embedded = new LinkedHashSet<>();
        for (String name : names) {
            Matcher nested = NESTED.matcher(name);
            boolean inside = nested.matches();
            if (EMBEDDED.contains(name) || (!inside && name.matches("namespace[+-].*"))) {
                embedded.add(name);
                continue;
            }
            // A container inside a guest may be part of Tare, what starts the guest is not.
            chosen.addAll(inside ? find(nested.group(1)) : List.of());
            String outer = inside ? nested.group(2) : name;
            String[] parts = outer.replaceFirst("^qemu-(fork|restore)$", "qemu").split(":", 2);
            List<Need> family = find(parts[0]);
            if (family.isEmpty()) {
                throw unknown(name);
            }
            chosen.addAll(family);
            if (parts.length > 1) {
                // A second runtime inside the first has a package of its own, a platform has none.
                chosen.addAll(find(parts[1]));
            }
        }
        return new Choice(
                needs.stream().filter(chosen::contains).toList(),
                List.copyOf(embedded),
                List.copyOf(new LinkedHashSet<>(names)));
    }

    private List<Need> find(String backend) {
        return needs.stream().filter(need -> need.backend().equals(backend)).toList();
    }

    private UsageError unknown(String name) {
        String known = "; known are " + String.join(", ", backends());
        String family = name.split(":", 2)[0];
        if (ELSEWHERE.containsKey(family)) {
            return new UsageError(
                    "Debian has no package with it",
                    name,
                    "Tare installs nothing but Debian's packages" + known,
                    "get a release from "
                            + ELSEWHERE.get(family)
                            + ", put it on the PATH, or name it: tare run --set backend."
                            + family
                            + "=/PATH/TO/"
                            + family);
        }
        if (name.matches("qemu-.*|oci([-:].*)?")) {
            return new UsageError(
                    "it is not known what to install",
                    name,
                    "this version of Tare installs nothing for it" + known,
                    "tare backends lists what this version can launch");
        }
        return new UsageError(
                "it is not known what to install",
                name,
                "no backend is called so" + known,
                Spelling.nearest(name, backends())
                        .map(near -> "did you mean tare setup " + near + "?")
                        .orElse("tare setup --help"));
    }
}
