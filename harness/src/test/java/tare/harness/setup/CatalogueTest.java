package tare.harness.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tare.results.failure.ExitCode;
import tare.results.failure.UsageError;

class CatalogueTest {

    private final Catalogue catalogue = Catalogue.debian();

    @Test
    void knowsThePackageOfEachBackend() {
        assertEquals(
                "runc=runc crun=crun gvisor=runsc bubblewrap=bubblewrap nspawn=systemd-container"
                        + " lxc=lxc containerd=containerd docker=docker.io podman=podman"
                        + " uml=user-mode-linux qemu=qemu-system-x86 libvirt=libvirt-daemon-system"
                        + " libvirt=libvirt-daemon-driver-lxc libvirt=qemu-system-x86",
                catalogue.choose(List.of()).needs().stream()
                        .map(need -> need.backend() + "=" + need.debianPackage())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void takesKeysForTheirFamilies() {
        Catalogue.Choice choice =
                catalogue.choose(
                        List.of(
                                "podman:crun",
                                "gvisor:ptrace",
                                "namespace-network",
                                "podman:crun"));
        assertEquals(List.of("crun", "runsc", "podman"), packages(choice));
        assertEquals(List.of("namespace-network"), choice.embedded());
        assertEquals(List.of("podman:crun", "gvisor:ptrace", "namespace-network"), choice.keys());
    }

    @Test
    void aFamilyMayNeedSeveralPackagesAndIsNamedOnce() {
        Catalogue.Choice choice = catalogue.choose(List.of("libvirt:qemu-tcg"));
        assertEquals(
                List.of("libvirt-daemon-system", "libvirt-daemon-driver-lxc", "qemu-system-x86"),
                packages(choice));
        assertEquals(1, catalogue.backends().stream().filter("libvirt"::equals).count());
    }

    @Test
    void needsNothingForWhatIsPartOfTare() {
        Catalogue.Choice choice = catalogue.choose(List.of("process", "kvm"));
        assertEquals(List.of(), choice.needs());
        assertEquals(List.of("process", "kvm"), choice.embedded());
    }

    @Test
    void knowsWhatStartsTheGuestAroundAContainer() {
        Catalogue.Choice choice =
                catalogue.choose(List.of("namespace-in-qemu:microvm-tcg", "namespace-in-uml"));
        assertEquals(List.of("user-mode-linux", "qemu-system-x86"), packages(choice));
        assertEquals(List.of(), choice.embedded());
        assertEquals(
                List.of("runc", "qemu-system-x86"),
                packages(catalogue.choose(List.of("runc-in-qemu:microvm-tcg"))));
        assertThrows(UsageError.class, () -> catalogue.choose(List.of("namespace-in-nothing")));
        assertThrows(UsageError.class, () -> catalogue.choose(List.of("runc-in-nothing")));
    }

    @Test
    void knowsWhoseGuestsBootAKernel() {
        assertEquals(
                List.of("qemu", "libvirt"),
                catalogue.choose(List.of()).needs().stream()
                        .filter(Catalogue.Need::kernel)
                        .map(Catalogue.Need::backend)
                        .toList());
    }

    @Test
    void suggestsTheNearestName() {
        UsageError e = assertThrows(UsageError.class, () -> catalogue.choose(List.of("bublewrap")));
        assertEquals("did you mean tare setup bubblewrap?", e.remedy());
        assertEquals(ExitCode.USAGE, e.exitCode());
    }

    @Test
    void saysThatThereIsNothingForOtherVirtualMachines() {
        for (String key : List.of("qemu-x", "oci:x")) {
            UsageError e = assertThrows(UsageError.class, () -> catalogue.choose(List.of(key)));
            assertTrue(e.why().startsWith("this version of Tare installs nothing for it"), e.why());
        }
    }

    @Test
    void saysWhereToGetWhatDebianHasNoPackageOf() {
        for (String key : List.of("firecracker", "cloud-hypervisor")) {
            UsageError e = assertThrows(UsageError.class, () -> catalogue.choose(List.of(key)));
            assertEquals(ExitCode.USAGE, e.exitCode());
            assertTrue(String.valueOf(e.getMessage()).contains("no package"), e.getMessage());
            assertTrue(e.remedy().contains("https://github.com/" + key), e.remedy());
            assertTrue(e.remedy().contains("--set backend." + key + "="), e.remedy());
        }
    }

    private static List<String> packages(Catalogue.Choice choice) {
        return choice.needs().stream().map(Catalogue.Need::debianPackage).toList();
    }
}
