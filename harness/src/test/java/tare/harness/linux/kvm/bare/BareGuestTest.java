package tare.harness.linux.kvm.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Needs;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Machine;
import tare.workloads.kernel.GuestPayload;

@Tag("kernel")
class BareGuestTest {

    private static final long SECOND = 1_000_000_000;

    private KvmDevice device;
    private Machine plan;

    @BeforeEach
    void open() {
        Needs.that(Files.isWritable(KvmDevice.PATH), "no usable /dev/kvm");
        device = KvmDevice.open(new Kernel(), KvmDevice.PATH);
        plan = BareMachines.unprivileged(device);
    }

    @AfterEach
    void close() {
        device.close();
    }

    private BareGuest started(BareCode code) {
        return started(code.bytes());
    }

    private BareGuest started(byte[] code) {
        BareGuest guest = new BareGuests(device, plan, code).prepare(0, 3);
        guest.create();
        guest.arm(10 * SECOND);
        return guest;
    }

    @Test
    void actsOnceAndAgain() {
        try (BareGuest guest = started(GuestPayload.READY.bytesForThisMachine())) {
            assertTrue(guest.act(), guest::describeExit);
            assertEquals('R', guest.stored());
            for (int i = 0; i < 100; i++) {
                assertTrue(guest.act(), guest::describeExit);
                assertEquals('P', guest.stored());
            }
            guest.disarm();
        }
    }

    @Test
    void oneThatRestsIsMappedOnceAndActsAgain() throws IOException {
        try (BareGuest guest = started(GuestPayload.READY.bytesForThisMachine())) {
            assertTrue(guest.act(), guest::describeExit);
            assertEquals(1, views());
            guest.rest();
            guest.rest();
            assertEquals(0, views());
            assertEquals('R', guest.stored());
            guest.rest();
            assertTrue(guest.act(), guest::describeExit);
            assertEquals('P', guest.stored());
            guest.rest();
            guest.restart(3);
            assertTrue(guest.act(), guest::describeExit);
            assertEquals('R', guest.stored());
            guest.disarm();
        }
        assertEquals(0, views());
    }

    /** Mappings of vCPUs in this process. */
    private static long views() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("anon_inode:kvm-vcpu")).count();
        }
    }

    @Test
    void guestsDoNotShareMemory() {
        List<BareGuest> guests = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                BareGuest guest = started(BareCode.COUNT);
                guests.add(guest);
                for (int count = 1; count <= i + 1; count++) {
                    assertTrue(guest.act());
                    assertEquals(count, guest.stored());
                }
                guest.disarm();
            }
            for (int i = 0; i < 5; i++) {
                guests.get(i).arm(SECOND);
                assertTrue(guests.get(i).act());
                assertEquals(i + 2, guests.get(i).stored());
                guests.get(i).disarm();
            }
        } finally {
            guests.forEach(BareGuest::close);
        }
    }

    @Test
    void loopForEverEndsWithTheLimit() {
        try (BareGuest guest = started(BareCode.FOR_EVER)) {
            guest.disarm();
            for (int i = 0; i < 3; i++) {
                guest.arm(20_000_000);
                NativeException over = assertThrows(NativeException.class, guest::act);
                guest.disarm();
                assertEquals(Errno.ETIMEDOUT.number(), over.errno());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, no handler",
        "HALT, no handler",
        "WILD, no handler",
        "BESIDE, store to 0x200008"
    })
    void faultIsNoAct(BareCode code, String words) {
        try (BareGuest guest = started(code)) {
            assertFalse(guest.act());
            assertTrue(guest.describeExit().contains(words), guest::describeExit);
            guest.disarm();
        }
    }

    @Test
    void closeTwiceIsHarmless() {
        BareGuest guest = started(GuestPayload.READY.bytesForThisMachine());
        guest.disarm();
        guest.close();
        guest.close();
    }
}
