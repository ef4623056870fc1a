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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.guestkernel.Kernels;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Kernel;
import tare.results.failure.ExitCode;
import tare.results.failure.HostError;
import tare.results.failure.OutputError;

/** The way of a kernel from the lists of packages to where guests find it. */
class SetupKernelTest {

    private static final String TOKEN = "tare-12345678-setup";
    private static final String PACKAGE = "linux-image-6.1.0-9-cloud-amd64";
    private static final String VERSION = "6.1.9-1";
    private static final String NAME = PACKAGE + "_" + VERSION + "_amd64";

    @TempDir private Path directory;

    private final FakePrograms programs = new FakePrograms();
    private final MemoryJournal journal = new MemoryJournal();
    private final List<String> told = new ArrayList<>();
    private byte[] deb = {};

    @BeforeEach
    void makeAPackage() throws IOException {
        deb = Kernels.deb("data.tar.xz", "./boot/vmlinuz-6.1.0-9", Kernels.image());
        programs.installed.put("qemu-system-x86", "7");
        programs.aptGet = this::download;
        list(sha256(deb));
    }

    private String sha256(byte[] content) throws IOException {
        return KernelStore.sha256(Files.write(directory.resolve("summed"), content));
    }

    private void list(String sum) {
        programs.shown.put(FakePrograms.METAPACKAGE, meta());
        programs.shown.put(PACKAGE, image(sum));
    }

    private static String meta() {
        return "Package: linux-image-cloud-amd64\nVersion: 6\nDepends: "
                + PACKAGE
                + " (= "
                + VERSION
                + ")\n";
    }

    private static String image(String sum) {
        return "Package: "
                + PACKAGE
                + "\nVersion: "
                + VERSION
                + "\nArchitecture: amd64\nSize: 3000000\nSHA256: "
                + sum
                + "\n";
    }

    private Programs.Ended download(List<String> command) {
        if (!command.contains("download")) {
            return programs.work(command);
        }
        assertEquals(PACKAGE + "=" + VERSION, command.get(command.size() - 1));
        try {
            Files.write(programs.directory.orElseThrow().resolve(NAME + ".deb"), deb);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Programs.Ended(0, true, "W: Download is performed unsandboxed\n");
    }

    private Path kernels() {
        return directory.resolve("kernels");
    }

    private Setup setup(boolean root, Programs used) {
        return new Setup(
                used,
                new Setup.Host(
                        TOKEN,
                        root,
                        journal,
                        directory.resolve("policy-rc.d"),
                        directory.resolve("queries"),
                        directory.resolve("log"),
                        new KernelSupply.Place(
                                new KernelStore(kernels()),
                                FakePrograms.METAPACKAGE,
                                directory.resolve("scratch"))),
                told::add);
    }

    private static SetupPlan plan(Setup setup) {
        return setup.plan(Catalogue.debian().choose(List.of("qemu")));
    }

    private void nothingIsLeft() throws IOException {
        assertEquals(List.of(), journal.open());
        if (Files.exists(kernels())) {
            try (var files = Files.list(kernels())) {
                assertEquals(List.of(), files.toList());
            }
        }
    }

    private HostError refused() throws IOException {
        Setup setup = setup(true, programs);
        SetupPlan plan = plan(setup);
        HostError e = assertThrows(HostError.class, () -> setup.unpackKernel(plan));
        assertEquals(ExitCode.HOST, e.exitCode());
        assertFalse(e.remedy().isEmpty());
        nothingIsLeft();
        return e;
    }

    @Test
    void bringsAKernelOnce() {
        Setup setup = setup(true, programs);
        SetupPlan plan = plan(setup);
        assertEquals(List.of(), plan.packages());
        assertFalse(plan.complete());
        assertFalse(plan.fetchesLists());
        assertEquals(3_000_000, plan.wantedKernel().orElseThrow().offer().orElseThrow().bytes());
        assertEquals(List.of(), programs.changes, "planning changes nothing");
        assertEquals(Optional.of(kernels().resolve(NAME)), setup.unpackKernel(plan));
        assertEquals("/bin/setsid", programs.changes.get(0).get(0));

        SetupPlan second = plan(setup);
        assertTrue(second.complete());
        assertEquals(
                Optional.of(new SetupPlan.Kernel.Here(kernels().resolve(NAME))), second.kernel());
        assertEquals(Optional.empty(), setup.unpackKernel(second));
        assertEquals(1, programs.changes.size());
    }

    @Test
    void asksForNoKernelWhereNothingBootsOne() {
        SetupPlan plan =
                setup(true, programs).plan(Catalogue.debian().choose(List.of("runc", "uml")));
        assertEquals(Optional.empty(), plan.kernel());
    }

    @Test
    void bringsADamagedKernelAgain() throws IOException {
        Setup setup = setup(true, programs);
        setup.unpackKernel(plan(setup));
        Path other = kernels().resolve("linux-image-older");
        Files.move(kernels().resolve(NAME), other);
        Files.write(other.resolve("vmlinuz"), new byte[] {1});
        SetupPlan plan = plan(setup);
        assertEquals(
                Optional.of("damaged: vmlinuz is not what its checksum says"),
                plan.wantedKernel().orElseThrow().fault());
        assertEquals(Optional.of(kernels().resolve(NAME)), setup.unpackKernel(plan));
        assertFalse(Files.exists(other), "the damaged one is gone");
        assertTrue(plan(setup).complete());
    }

    @Test
    void bringsAKernelAgainThatAnOlderTareHasUnpackedWithoutModules() throws IOException {
        Setup setup = setup(true, programs);
        setup.unpackKernel(plan(setup));
        Path list = kernels().resolve(NAME).resolve("modules");
        Path sums = kernels().resolve(NAME).resolve("SHA256SUMS");
        Files.delete(list);
        Files.writeString(sums, Files.readString(sums).replaceAll("(?m)^.*  modules\n", ""));
        SetupPlan plan = plan(setup);
        assertFalse(plan.complete());
        assertEquals(Optional.of(kernels().resolve(NAME)), setup.unpackKernel(plan));
        assertTrue(Files.exists(list));
        assertTrue(plan(setup).complete());
    }

    @Test
    void refusesWhatIsNotAsTheListsState() throws IOException {
        list("0".repeat(64));
        HostError e = refused();
        assertTrue(e.why().contains("apt's lists state 0000"), e.why());
    }

    @Test
    void refusesAPackageWithoutAKernel() throws IOException {
        deb = Kernels.deb("data.tar.xz", "./boot/vmlinuz-6.1.0-9", new byte[5_000]);
        list(sha256(deb));
        HostError e = refused();
        assertTrue(e.why().contains("neither an ELF file"), e.why());
    }

    @Test
    void tellsThatNoListHasIt() throws IOException {
        programs.shown.clear();
        assertTrue(plan(setup(true, programs)).fetchesLists());
        HostError e = refused();
        assertTrue(e.why().contains("no such package"), e.why());
        assertEquals(1, programs.changes.size(), "the lists were fetched");
    }

    @Test
    void fetchesTheListsOnceWhereTheyAreTooOld() {
        Setup setup = setup(true, programs);
        SetupPlan plan = plan(setup);
        programs.aptGet =
                command ->
                        command.contains("update") || programs.changes.size() > 2
                                ? download(command)
                                : new Programs.Ended(100, true, "E: Failed to fetch x\n");
        assertTrue(setup.unpackKernel(plan).isPresent());
        assertEquals(3, programs.changes.size());
    }

    @Test
    void tellsWhatAptSaysWithoutANetwork() throws IOException {
        programs.aptGet =
                command ->
                        command.contains("update")
                                ? new Programs.Ended(0, true, "W: Some index files failed\n")
                                : new Programs.Ended(
                                        100, true, "E: Failed to fetch x  Could not resolve y\n");
        HostError e = refused();
        assertTrue(e.why().contains("Could not resolve"), e.why());
        assertEquals(3, programs.changes.size());
    }

    @Test
    void tellsAtOnceThatTheDiskIsFull() throws IOException {
        programs.aptGet =
                command ->
                        new Programs.Ended(
                                100, true, "E: Failed to fetch x  No space left on device\n");
        HostError e = refused();
        assertTrue(e.why().contains("No space left"), e.why());
        assertEquals(1, programs.changes.size());
    }

    @Test
    void tellsThatItCannotWriteTheKernel() throws IOException {
        Setup setup = setup(true, programs);
        SetupPlan plan = plan(setup);
        Files.writeString(kernels(), "in the way");
        OutputError e = assertThrows(OutputError.class, () -> setup.unpackKernel(plan));
        assertEquals(ExitCode.OUTPUT, e.exitCode());
        assertTrue(e.remedy().contains("df"), e.remedy());
    }

    @Test
    void unpacksAsRootOnly() {
        Setup setup = setup(false, programs);
        SetupPlan plan = plan(setup);
        HostError e = assertThrows(HostError.class, () -> setup.requireRights(plan));
        assertTrue(e.remedy().contains("sudo"), e.remedy());
    }

    /** The same by programs that are run: stand-ins for apt's. */
    @Test
    @Tag("kernel")
    void bringsAKernelByRealPrograms() throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("setsid"), Path.of("/usr/bin/setsid"));
        Path archive = Files.write(directory.resolve("package"), deb);
        Path meta = Files.writeString(directory.resolve("meta"), meta());
        Path image = Files.writeString(directory.resolve("image"), image(sha256(deb)));
        script(bin, "dpkg-query", "printf 'qemu-system-x86\\t7\\tinstalled\\n'");
        script(
                bin,
                "apt-cache",
                "case \"$2\" in linux-image-cloud-*) exec /bin/cat " + meta + ";; esac",
                "exec /bin/cat " + image);
        script(
                bin,
                "apt-get",
                "while [ $# -gt 2 ]; do shift; done",
                "[ \"$1\" = download ] || exit 9",
                "exec /bin/cp " + archive + " " + PACKAGE + "_" + VERSION + "_amd64.deb");
        Setup setup =
                setup(
                        true,
                        new HostPrograms(Executables.in(List.of(bin.toString())), new Kernel()));
        assertEquals(Optional.of(kernels().resolve(NAME)), setup.unpackKernel(plan(setup)));
        assertTrue(plan(setup).complete());
        assertFalse(Files.exists(directory.resolve(NAME + ".deb")), "nothing beside its place");
    }

    private static void script(Path bin, String name, String... lines) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
