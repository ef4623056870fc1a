package tare.harness.backend.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Registry;
import tare.harness.backend.bundle.OciContract;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Needs;
import tare.results.failure.UsageError;
import tare.results.model.BackendClass;

/** Any other OCI runtime; runc by another name stands for it. */
@Tag("runtime")
class OciBackendTest extends OciContract {

    private static final String SETTING = "backend.oci.";

    @Override
    protected Backend backend(BackendContext context) {
        Optional<Path> runc = Executables.live().find("runc");
        Needs.that(runc.isPresent(), "there is no runc to call otherwise");
        return named(context, "my-runc", runc.orElseThrow());
    }

    private static Backend named(BackendContext context, String name, Path program) {
        BackendContext own =
                context.with(new TreeMap<>(java.util.Map.of(SETTING + name, program.toString())));
        return new OciRoom().open("oci:" + name, own).orElseThrow();
    }

    @Test
    void whatIsNoRuntimeIsNotAvailableAndLeavesNothing() {
        launchAndClose(availableBackend(), spec());
        var before = count();
        for (String program : List.of("/bin/true", "/bin/false")) {
            Availability availability = named(context, "odd", Path.of(program)).probe();
            assertTrue(
                    availability instanceof Availability.Unavailable absent
                            && absent.remedy().startsWith(program + " must be an OCI runtime"),
                    availability.toString());
        }
        assertNothingGrew(before);
        assertEquals(List.of(), journal.open());
    }

    @Test
    void knownOnesOnThePathAreDefaultKeys() throws IOException {
        for (String program : List.of("kata-runtime", "youki", "runc", "ls")) {
            program(program);
        }
        OciRoom room = new OciRoom(Executables.in(List.of(directory.toString())));
        assertEquals(List.of("oci:youki", "oci:kata-runtime"), room.defaultKeys());
        assertEquals(
                BackendClass.VM,
                room.open("oci:kata-runtime", context).orElseThrow().backendClass());
        assertEquals(
                BackendClass.CONTAINER,
                room.open("oci:youki", context).orElseThrow().backendClass());
        assertEquals(List.of(), new OciRoom(Executables.in(List.of())).defaultKeys());
    }

    @Test
    void aKnownOneThatIsAbsentSaysHowToNameIt() {
        Availability availability =
                new OciRoom(Executables.in(List.of()))
                        .open("oci:youki", context)
                        .orElseThrow()
                        .probe();
        assertEquals(
                new Availability.Unavailable(
                        "there is no program youki on the PATH",
                        "install it, or: tare run --oci-runtime youki=PATH"),
                availability);
    }

    @Test
    void aNamedOneIsADefaultKeyOfThatRun() throws IOException {
        Registry registry = Registry.embedded();
        SortedMap<String, String> settings = setting("mine", program("mine").toString());
        assertTrue(registry.defaultKeys(settings).contains("oci:mine"));
        assertTrue(!registry.defaultKeys(new TreeMap<>()).contains("oci:mine"));
        UsageError e =
                assertThrows(
                        UsageError.class, () -> registry.open("oci:mien", context.with(settings)));
        assertTrue(e.remedy().contains("did you mean oci:mine?"), e.remedy());
        UsageError far = assertThrows(UsageError.class, () -> registry.open("oci:?", context));
        assertTrue(far.remedy().contains("--oci-runtime NAME=PATH"), far.remedy());
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() throws IOException {
        Path plain = Files.createFile(directory.resolve("plain"));
        String runtime = program("runtime").toString();
        refused("mine", directory.resolve("absent").toString(), "there is no such file");
        refused("mine", directory.toString(), "that is a directory");
        refused("mine", plain.toString(), "that file is not executable");
        refused("mine", "runtime", "the path is not absolute");
        refused("mine", "\0", "that is no path");
        refused("Mine", runtime, "small letters");
        refused("my.own", runtime, "small letters");
        refused("my/own", runtime, "small letters");
        refused("", runtime, "small letters");
        refused("-x", runtime, "small letters");
        refused("m".repeat(41), runtime, "small letters");
        refused("runc", runtime, "a backend of Tare's own");
        refused("gvisor", runtime, "a backend of Tare's own");
    }

    private static void refused(String name, String path, String why) {
        UsageError e =
                assertThrows(
                        UsageError.class,
                        () -> Registry.embedded().defaultKeys(setting(name, path)));
        assertTrue(e.why().contains(why), e.why());
        assertEquals(2, e.exitCode().code());
    }

    @Test
    void optionsBecomeSettings() {
        assertEquals(
                new TreeMap<>(
                        java.util.Map.of(
                                SETTING + "a",
                                "/bin/a=b",
                                SETTING + "b",
                                Path.of("c").toAbsolutePath().toString())),
                NamedRuntime.settings(List.of("a=/bin/a=b", "b=c")));
        for (List<String> wrong :
                List.of(List.of("a"), List.of("=x"), List.of("a="), List.of("a=/x", "a=/y"))) {
            assertThrows(UsageError.class, () -> NamedRuntime.settings(wrong));
        }
    }

    private static SortedMap<String, String> setting(String name, String path) {
        return new TreeMap<>(java.util.Map.of(SETTING + name, path));
    }

    private Path program(String name) throws IOException {
        Path program = Files.createFile(directory.resolve(name));
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }
}
