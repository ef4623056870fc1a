package tare.harness.backend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.ProgramTrial;

class ProcessBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new ProcessRoom().open("process", context).orElseThrow();
    }

    @Override
    protected ProgramTrial.Promise promise() {
        return new ProgramTrial.Promise(false, false, false);
    }

    @Override
    protected void sabotage(Launch launch) {
        spoil(launch, 0);
    }

    private static void spoil(Launch launch, int step) {
        ((ProcessLaunch) launch).tape().spoil(step);
    }

    private static String status(Instance instance, String field) throws IOException {
        Path file = Path.of("/proc/" + instance.hostPid().orElseThrow() + "/status");
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasTheOneKey() {
        assertEquals(List.of("process"), new ProcessRoom().defaultKeys());
        assertEquals(Optional.empty(), new ProcessRoom().open("process+x", context));
    }

    @Test
    void theProbeInheritsThreeDescriptorsAndNoSignals() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            Path process = Path.of("/proc/" + instance.hostPid().orElseThrow());
            TreeSet<String> names = new TreeSet<>();
            try (Stream<Path> list = Files.list(process.resolve("fd"))) {
                list.forEach(path -> names.add(path.getFileName().toString()));
            }
            assertEquals(new TreeSet<>(List.of("0", "1", "2")), names);
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(process.resolve("fd/2")));
            assertEquals("0000000000000000", status(instance, "SigBlk"));
            assertEquals("0000000000000000", status(instance, "SigIgn"));
            assertEquals("0000000000000000", status(instance, "SigCgt"));
            assertTrue(Files.readString(process.resolve("cmdline")).startsWith("tare-" + runId));
        }
    }

    @Test
    void isBoundToItsCpus() throws IOException {
        Backend backend = availableBackend();
        InstanceSpec any = spec();
        InstanceSpec bound = new InstanceSpec(any.name(), 0, 1 << 20, 1, "0", any.deadline());
        try (Launch launch = backend.prepare(bound);
                Instance instance = launch.start()) {
            instance.awaitReady();
            assertEquals("0", status(instance, "Cpus_allowed_list"));
        }
    }

    @Test
    void aFaultAtEachStepIsNamedAndLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        var before = count();
        List<String> steps;
        try (Launch launch = backend.prepare(spec())) {
            steps = ((ProcessLaunch) launch).tape().steps();
        }
        for (int step = 0; step < steps.size(); step++) {
            try (Launch launch = backend.prepare(spec())) {
                spoil(launch, step);
                LaunchException e = assertThrows(LaunchException.class, launch::start);
                assertEquals(steps.get(step), e.step());
            }
        }
        assertNothingGrew(before);
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aProbeThatIsKilledIsReported() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec().spinning(5_000_000_000L))) {
            Instance instance = launch.start();
            ProcessHandle.of(instance.hostPid().orElseThrow())
                    .ifPresent(ProcessHandle::destroyForcibly);
            LaunchException e = assertThrows(LaunchException.class, instance::awaitReady);
            assertTrue(e.why().contains("killed by signal 9"), e.why());
        }
        assertEquals(List.of(), journal.open());
    }
}
