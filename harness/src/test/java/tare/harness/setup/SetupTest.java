package tare.harness.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.setup.SetupPlan.State;
import tare.results.failure.ExitCode;
import tare.results.failure.HostError;

class SetupTest {

    private static final String TOKEN = "tare-12345678-setup";

    @TempDir private Path directory;

    private final FakePrograms programs = new FakePrograms();
    private final MemoryJournal journal = new MemoryJournal();
    private final List<String> told = new ArrayList<>();

    private Path policy() {
        return directory.resolve("policy-rc.d");
    }

    private Setup setup(boolean root) {
        return new Setup(
                programs,
                new Setup.Host(
                        TOKEN,
                        root,
                        journal,
                        policy(),
                        directory.resolve("queries"),
                        directory.resolve("log"),
                        new KernelSupply.Place(
                                new KernelStore(directory.resolve("kernels")),
                                FakePrograms.METAPACKAGE,
                                directory)),
                told::add);
    }

    private static Catalogue.Choice choice(String... names) {
        return Catalogue.debian().choose(List.of(names));
    }

    @Test
    void plansWhatIsMissingAlone() {
        programs.installed.put("runc", "1.1");
        programs.present.add("dockerd");
        programs.available.put("crun", "1.8");
        SetupPlan plan = setup(false).plan(choice("runc", "crun", "docker", "kvm"));
        assertEquals(List.of("crun"), plan.packages());
        assertEquals(List.of("kvm"), plan.embedded());
        assertFalse(plan.fetchesLists());
        assertEquals(
                List.of(
                        new State.Installed("1.1"),
                        new State.Missing(Optional.of("1.8")),
                        new State.Elsewhere("/bin/dockerd")),
                plan.items().stream().map(SetupPlan.Item::state).toList());
        assertEquals(List.of(), programs.changes);
    }

    @Test
    void installsOnceAndSaysWhatChanged() {
        programs.available.put("crun", "1.8");
        programs.installed.put("libcrun", "1");
        List<String> policies = new ArrayList<>();
        programs.aptGet =
                command -> {
                    policies.add(read(policy()));
                    return programs.work(command);
                };
        Setup setup = setup(true);
        assertEquals(
                List.of(
                        new Setup.Change("crun", Optional.empty(), "1.8"),
                        new Setup.Change("libcrun", Optional.of("1"), "2")),
                setup.install(setup.plan(choice("crun"))));
        assertEquals(List.of(ServicePolicy.content(TOKEN)), policies);
        assertFalse(Files.exists(policy()));
        assertEquals(List.of(), journal.open());
        List<String> command = programs.changes.get(0);
        assertEquals("/bin/setsid", command.get(0));
        assertTrue(command.contains("Tare::Token=" + TOKEN));
        assertTrue(command.containsAll(List.of("--no-install-recommends", "-y", "--no-remove")));

        SetupPlan second = setup.plan(choice("crun"));
        assertEquals(List.of(), second.packages());
        assertEquals(List.of(), setup.install(second));
        assertEquals(1, programs.changes.size());
    }

    @Test
    void fetchesTheListsWhereTheyLackAPackage() {
        Setup setup = setup(true);
        SetupPlan plan = setup.plan(choice("crun"));
        assertTrue(plan.fetchesLists());
        setup.install(plan);
        assertEquals(
                List.of("update", "crun"),
                programs.changes.stream().map(command -> command.get(command.size() - 1)).toList());
    }

    @Test
    void fetchesTheListsOnceWhereTheyAreTooOld() {
        programs.available.put("crun", "1.8");
        programs.aptGet =
                command ->
                        command.contains("update") || programs.changes.size() > 2
                                ? programs.work(command)
                                : new Programs.Ended(100, true, "Err:1 x  404  Not Found\n");
        Setup setup = setup(true);
        assertEquals(2, setup.install(setup.plan(choice("crun"))).size());
        assertEquals(3, programs.changes.size());

        programs.installed.clear();
        programs.aptGet = command -> new Programs.Ended(100, true, "E: Failed to fetch x\n");
        SetupPlan again = setup.plan(choice("crun"));
        assertThrows(HostError.class, () -> setup.install(again));
        assertFalse(Files.exists(policy()));
    }

    @Test
    void tellsWhatAptSaidLast() {
        programs.available.put("crun", "1.8");
        programs.aptGet =
                command -> new Programs.Ended(100, true, "x\n".repeat(50) + "E: dpkg was broken\n");
        Setup setup = setup(true);
        SetupPlan plan = setup.plan(choice("crun"));
        HostError e = assertThrows(HostError.class, () -> setup.install(plan));
        assertEquals(ExitCode.HOST, e.exitCode());
        assertTrue(e.why().contains("E: dpkg was broken"), e.why());
        assertTrue(e.why().lines().count() < 20, e.why());
        assertTrue(e.remedy().contains(directory.resolve("log").toString()), e.remedy());
        assertFalse(Files.exists(policy()));
        assertEquals(List.of(), journal.open());
    }

    @Test
    void tellsThatAptHung() {
        programs.available.put("crun", "1.8");
        programs.aptGet = command -> new Programs.Ended(143, false, "");
        Setup setup = setup(true);
        SetupPlan plan = setup.plan(choice("crun"));
        HostError e = assertThrows(HostError.class, () -> setup.install(plan));
        assertTrue(e.why().contains("did not end within"), e.why());
    }

    @Test
    void namesThePackagesWhereThereIsNoApt() {
        programs.present.remove("apt-get");
        HostError e =
                assertThrows(
                        HostError.class, () -> setup(true).plan(choice("gvisor", "docker", "kvm")));
        assertTrue(e.remedy().contains("runsc, docker.io"), e.remedy());
    }

    @Test
    void needsNoAptForWhatIsPartOfTare() {
        programs.present.clear();
        assertEquals(List.of(), setup(false).plan(choice("process")).packages());
    }

    @Test
    void installsAsRootOnly() {
        Setup setup = setup(false);
        SetupPlan plan = setup.plan(choice("crun"));
        HostError e = assertThrows(HostError.class, () -> setup.requireRights(plan));
        assertTrue(e.remedy().contains("sudo"), e.remedy());
        programs.installed.put("crun", "1");
        setup.requireRights(setup.plan(choice("crun")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
