package tare.harness.backend.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Payload;
import tare.harness.backend.PayloadPlace;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Needs;
import tare.harness.linux.kvm.KvmDevice;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

@Tag("kernel")
@Timeout(60)
class KvmPayloadTest {

    @TempDir private Path directory;

    private List<PayloadPlace> places(Path device, String cpus, MonotonicClock clock) {
        BackendContext context =
                new BackendContext("kernels", clock, new MemoryJournal(), directory);
        try (Backend backend = new KvmRoom(device).open("kvm", context).orElseThrow()) {
            return backend.payloadPlaces(cpus);
        }
    }

    private List<PayloadPlace> places(String cpus) {
        Needs.that(Files.isWritable(KvmDevice.PATH), "no usable /dev/kvm");
        return places(KvmDevice.PATH, cpus, MonotonicClock.system());
    }

    @Test
    void runsEveryKernelAtRing3() {
        PayloadPlace usual = places("0").get(0);
        assertEquals(new TreeMap<>(), usual.parameters());
        try (Payload guest = usual.open()) {
            long bytes = KernelRequest.MOST_BYTES;
            guest.runNanos(KernelRequest.chain(1 << 20));
            for (PayloadKernel kernel : guest.kernels()) {
                long size = kernel.sized() ? 1 << 20 : 4096;
                assertTrue(guest.runNanos(KernelRequest.run(kernel, size, 0)) > 0);
                assertTrue(guest.runNanos(KernelRequest.run(kernel, size, 256)) > 0);
            }
            assertTrue(guest.runNanos(KernelRequest.fill(bytes)) > 0);
            assertTrue(guest.runNanos(KernelRequest.discard(bytes)) > 0);
        }
    }

    @Test
    void hasRing0BesideItOnX86() {
        List<PayloadPlace> places = places("");
        Needs.that(places.size() > 1, "no ring 0 to compare on this architecture");
        assertEquals(new TreeMap<>(Map.of("ring", "0")), places.get(1).parameters());
        try (Payload guest = places.get(1).open()) {
            long few = guest.runNanos(KernelRequest.run(PayloadKernel.INTEGER_LOOP, 4096, 1));
            long many =
                    guest.runNanos(KernelRequest.run(PayloadKernel.INTEGER_LOOP, 4096, 100_000));
            assertTrue(many > few, many + " against " + few);
        }
    }

    /**
     * Each turn of the exit kernel leaves the guest once, and one store more says that it is done.
     */
    @Test
    void leavesOnceATurn() {
        try (Payload guest = places("").get(0).open()) {
            KernelRequest exits = KernelRequest.run(PayloadKernel.EXIT, 4096, 5_000);
            KernelRequest none = KernelRequest.run(PayloadKernel.EXIT, 4096, 0);
            guest.runNanos(none);
            assertTrue(guest.runNanos(exits) > guest.runNanos(none));
        }
    }

    /** The clock is read once before and once after, and nowhere between. */
    @Test
    void isTimedByTheHostsClock() {
        Needs.that(Files.isWritable(KvmDevice.PATH), "no usable /dev/kvm");
        AtomicLong time = new AtomicLong();
        MonotonicClock steps = () -> time.addAndGet(1_000);
        try (Payload guest = places(KvmDevice.PATH, "", steps).get(0).open()) {
            assertEquals(
                    1_000, guest.runNanos(KernelRequest.run(PayloadKernel.INTEGER_LOOP, 4096, 10)));
        }
    }

    @Test
    void saysThatThereIsNoKvm() {
        PayloadPlace place = places(directory.resolve("kvm"), "", MonotonicClock.system()).get(0);
        LaunchException e = assertThrows(LaunchException.class, place::open);
        assertTrue(e.summary().contains("kvm"), e.summary());
    }
}
