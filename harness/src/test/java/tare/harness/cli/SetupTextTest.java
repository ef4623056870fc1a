package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.setup.Catalogue;
import tare.harness.setup.Checks;
import tare.harness.setup.KernelOffer;
import tare.harness.setup.Setup;
import tare.harness.setup.SetupPlan;
import tare.harness.setup.SetupPlan.State;

class SetupTextTest {

    private static SetupPlan.Item item(String name, State state) {
        return new SetupPlan.Item(new Catalogue.Need(name, name + "-deb", name), state);
    }

    @Test
    void showsWhatIsHereAndWhatWouldCome() {
        SetupPlan plan =
                new SetupPlan(
                        List.of(
                                item("a", new State.Installed("1.0")),
                                item("b", new State.Elsewhere("/opt/b")),
                                item("c", new State.Missing(Optional.of("2.0"))),
                                item("d", new State.Missing(Optional.empty()))),
                        Optional.empty(),
                        List.of("kvm"),
                        true);
        assertEquals(
                """
                  backend      package                 state
                  a            a-deb                   installed, 1.0
                  b            b-deb                   here as /opt/b, not by this package
                  c            c-deb                   missing, would be 2.0
                  d            d-deb                   missing
                  kvm          -                       part of Tare: needs nothing installed
                To install: c-deb, d-deb
                  by apt-get, with what they depend on and nothing they only recommend;
                  no service is started; the lists of packages are fetched first
                """,
                SetupText.plan(plan));
    }

    @Test
    void saysThatThereIsNothingToDo() {
        assertEquals(
                """
                  backend      package                 state
                  a            a-deb                   installed, 1.0
                Nothing to install.
                """,
                SetupText.plan(
                        new SetupPlan(
                                List.of(item("a", new State.Installed("1.0"))),
                                Optional.empty(),
                                List.of(),
                                false)));
    }

    private static final KernelOffer OFFER =
            new KernelOffer("linux-image-6", "6-1", "amd64", "0".repeat(64), 12_340_000);

    private static SetupPlan with(List<SetupPlan.Item> items, SetupPlan.Kernel kernel) {
        return new SetupPlan(items, Optional.of(kernel), List.of(), true);
    }

    @Test
    void saysWhatKernelWouldCome() {
        SetupPlan.Kernel.Wanted wanted =
                new SetupPlan.Kernel.Wanted(
                        "linux-image-cloud",
                        Path.of("/kernels"),
                        Optional.of(OFFER),
                        Optional.of("damaged: vmlinuz is short"));
        SetupPlan plan = with(List.of(item("c", new State.Missing(Optional.empty()))), wanted);
        assertEquals(
                """
                  backend      package                 state
                  c            c-deb                   missing
                  guest kernel linux-image-cloud       damaged: vmlinuz is short, would be 6-1
                To install: c-deb
                  by apt-get, with what they depend on and nothing they only recommend;
                  no service is started; the lists of packages are fetched first
                To unpack: linux-image-6, 12.3 MB to fetch
                  by apt-get download, to /kernels;
                  it is not installed, and no boot loader knows it
                """,
                SetupText.plan(plan));
        assertEquals("Install these packages, and unpack this kernel", SetupText.question(plan));
    }

    @Test
    void saysThatAKernelAloneWouldCome() {
        SetupPlan plan =
                with(
                        List.of(),
                        new SetupPlan.Kernel.Wanted(
                                "linux-image-cloud",
                                Path.of("/kernels"),
                                Optional.empty(),
                                Optional.empty()));
        assertEquals(
                """
                  backend      package                 state
                  guest kernel linux-image-cloud       missing
                To unpack: the kernel that linux-image-cloud names
                  by apt-get download, to /kernels;
                  it is not installed, and no boot loader knows it; the lists of packages are fetched first
                """,
                SetupText.plan(plan));
        assertEquals("Unpack this kernel", SetupText.question(plan));
    }

    @Test
    void saysWhereTheKernelIs() {
        assertEquals(
                """
                  backend      package                 state
                  guest kernel -                       here as /kernels/a
                Nothing to install.
                """,
                SetupText.plan(with(List.of(), new SetupPlan.Kernel.Here(Path.of("/kernels/a")))));
    }

    @Test
    void saysWhatChanged() {
        assertEquals(
                """
                Changed: 2 packages
                  a                              1, new
                  b                              2, was 1
                """,
                SetupText.changes(
                        List.of(
                                new Setup.Change("a", Optional.empty(), "1"),
                                new Setup.Change("b", Optional.of("1"), "2"))));
    }

    @Test
    void saysWhatCameOfALaunch() {
        assertEquals(
                "  runc         launches\n",
                SetupText.check(
                        new Checks.Check("runc", Optional.of(new Availability.Available("")))));
        assertEquals(
                "  lxc          not yet a backend of this build\n",
                SetupText.check(new Checks.Check("lxc", Optional.empty())));
        assertEquals(
                "  crun         does not launch: no cgroup\n    remedy: run as root\n",
                SetupText.check(
                        new Checks.Check(
                                "crun",
                                Optional.of(
                                        new Availability.Unavailable(
                                                "no cgroup", "run as root")))));
    }
}
