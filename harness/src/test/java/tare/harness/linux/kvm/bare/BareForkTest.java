package tare.harness.linux.kvm.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.linux.Architecture;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.Memfd;
import tare.harness.linux.NativeException;
import tare.harness.linux.Needs;
import tare.harness.linux.kvm.KvmDevice;
import tare.workloads.kernel.ForkPayload;

@Tag("kernel")
class BareForkTest {

    private static final long SECONDS = 10_000_000_000L;
    private static final long HEAP_BYTES = 64L << 20;
    private static final long PAGE = 4096;
    private static final long WORDS = HEAP_BYTES / Long.BYTES;
    private static final long PARENTS = 0x11;

    private final List<BareFork> forks = new ArrayList<>();
    private KvmDevice device;
    private BareTemplate template;

    @BeforeEach
    void freeze() {
        Assumptions.assumeTrue(Architecture.current() == Architecture.X86_64, "x86-64 only");
        Needs.that(Files.isWritable(KvmDevice.PATH), "no usable /dev/kvm");
        device = KvmDevice.open(new Kernel(), KvmDevice.PATH);
        template = BareTemplate.freeze(device, ForkPayload.bytes(), HEAP_BYTES);
    }

    @AfterEach
    void close() {
        forks.forEach(BareFork::close);
        if (template != null) {
            template.close();
            device.close();
        }
    }

    private BareFork fork() {
        BareFork fork = template.prepare(0);
        fork.create();
        forks.add(fork);
        return fork;
    }

    private static long act(BareFork fork) {
        fork.arm(SECONDS);
        try {
            assertTrue(fork.act(), fork::describeExit);
            return fork.stored();
        } finally {
            fork.disarm();
        }
    }

    private static long checksum(BareFork fork) {
        fork.askForChecksum();
        return act(fork);
    }

    private static void touch(BareFork fork, long pages, long value) {
        fork.askToTouch(pages, value);
        act(fork);
    }

    private long second(BareFork fork, long page) {
        return fork.wordAt(template.heapAddress() + page * PAGE + Long.BYTES);
    }

    /** What the heap's checksum is once the second word of its first pages has been set. */
    private static long touched(long pages, long value) {
        long sum = 0;
        for (long i = 0; i < WORDS; i++) {
            boolean set = i % (PAGE / Long.BYTES) == 1 && i / (PAGE / Long.BYTES) < pages;
            sum = ForkPayload.plus(sum, set ? value : ForkPayload.word(i));
        }
        return sum;
    }

    @Test
    void firstActIsTheChecksumOfWhatTheParentWrote() {
        assertEquals(ForkPayload.checksum(WORDS), template.act());
        for (int i = 0; i < 5; i++) {
            assertEquals(template.act(), act(fork()));
        }
    }

    /** Nothing in registers here: every word of the 64 MiB is read in every clone. */
    @Test
    void everyCloneReadsTheParentsSixtyFourMebibytes() {
        for (int i = 0; i < 8; i++) {
            BareFork fork = fork();
            assertEquals(template.act(), act(fork));
            assertEquals(template.act(), checksum(fork), "clone " + i);
            assertEquals(0, fork.divergedPages(), "reading copies nothing");
            assertEquals(template.act(), act(fork), "the next act is the kept one again");
        }
    }

    @Test
    void divergedPagesAreThoseWrittenTo() {
        BareFork fork = fork();
        act(fork);
        assertEquals(0, fork.divergedPages());
        touch(fork, 16, PARENTS);
        assertEquals(16, fork.divergedPages());
        touch(fork, 1_024, PARENTS);
        assertEquals(1_024, fork.divergedPages());
        assertEquals(touched(1_024, PARENTS), checksum(fork));
    }

    /** The parent goes on as a clone of itself. */
    @Test
    void parentAndClonesDoNotSeeOneAnothersWrites() {
        BareFork parent = fork();
        BareFork before = fork();
        act(parent);
        act(before);
        touch(parent, 100, PARENTS);
        BareFork after = fork();
        act(after);

        assertEquals(ForkPayload.word(1), second(before, 0));
        assertEquals(ForkPayload.word(1), second(after, 0));
        assertEquals(template.act(), checksum(before), "made before the parent's write");
        assertEquals(template.act(), checksum(after), "made after it");

        touch(before, 200, 0x22);
        touch(after, 50, 0x33);
        assertEquals(touched(100, PARENTS), checksum(parent));
        assertEquals(touched(200, 0x22), checksum(before));
        assertEquals(touched(50, 0x33), checksum(after));
        assertEquals(template.act(), checksum(fork()), "the template is what it was");
    }

    @Test
    void rewoundGuestIsTheTemplateAgain() {
        BareFork fork = fork();
        act(fork);
        for (int i = 0; i < 3; i++) {
            touch(fork, 300, i);
            assertEquals(300, fork.divergedPages());
            fork.settle();
            fork.rewind();
            assertEquals(0, fork.divergedPages());
            assertEquals(template.act(), act(fork));
            assertEquals(template.act(), checksum(fork));
        }
    }

    @Test
    void frozenMemoryHasNoWriter() {
        Kernel kernel = new Kernel();
        try (Memfd file = Memfd.ofSize(kernel, "frozen", PAGE)) {
            try (Mapping writer = Mapping.shared(kernel, file.number(), PAGE)) {
                assertEquals(Errno.EBUSY.number(), refusal(file::freeze), "while one writes");
                writer.putByte(0, (byte) 7);
            }
            file.freeze();
            assertEquals(
                    Errno.EPERM.number(),
                    refusal(() -> Mapping.shared(kernel, file.number(), PAGE).close()));
            try (Mapping view = Mapping.copyOnWrite(kernel, file.number(), PAGE)) {
                assertEquals(7, view.byteAt(0));
                view.putByte(0, (byte) 8);
                view.discard();
                assertEquals(7, view.byteAt(0));
            }
        }
    }

    private static int refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(NativeException.class, call).errno();
    }

    @Test
    void closedTemplateForksNoMoreAndItsForksLiveOn() {
        BareFork alive = fork();
        BareFork prepared = template.prepare(0);
        forks.add(prepared);
        template.close();
        template.close();

        assertEquals(template.act(), act(alive));
        assertEquals(Errno.EBADF.number(), refusal(prepared::create));
        assertEquals(Errno.EBADF.number(), refusal(alive::rewind));
    }

    @Test
    void aParentThatFaultsLeavesNothing() {
        NativeException e =
                assertThrows(
                        NativeException.class,
                        () -> BareTemplate.freeze(device, BareCode.INVALID.bytes(), 2L << 20));
        assertTrue(e.call().contains("triple fault"), e.call());
    }
}
