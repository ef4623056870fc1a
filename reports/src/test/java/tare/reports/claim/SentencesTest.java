package tare.reports.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Label;

class SentencesTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    @Test
    void aContainerIsHeldAgainstAProcess() {
        assertEquals(
                "A namespace container starts in 0.7 ms, 4 times a process; each costs 0.6 MiB.",
                sentence(
                        subject("namespace", BackendClass.CONTAINER),
                        OptionalDouble.of(175_000),
                        OptionalDouble.of(0.6 * 0x1p20)));
    }

    @Test
    void withoutProcessAndMemoryTheStartIsAllThatIsSaid() {
        assertEquals(
                "A process starts in 0.7 ms.",
                sentence(subject("process", BackendClass.PROCESS), NONE, NONE));
    }

    @Test
    void aBareGuestIsCalledWhatItIs() {
        Subject kvm = subject("kvm", BackendClass.BARE_GUEST, Label.SOFTWARE_PAGING);
        assertEquals(
                "A bare KVM guest acts for the first time after 0.7 ms.",
                sentence(kvm, NONE, NONE));
        String reservation = Sentences.reservation(kvm);
        assertTrue(reservation.contains("software-paging KVM"), reservation);
        assertTrue(reservation.contains("say nothing about virtual machines"), reservation);
        Subject fork = subject("kvm-fork", BackendClass.BARE_GUEST);
        assertEquals("A kvm-fork bare KVM guest", Sentences.noun(fork));
    }

    @Test
    void aForkIsHeldAgainstAnEmptyGuest() {
        String slower = Sentences.forkOfNothing(1.1, false);
        assertTrue(
                slower.contains("no faster than creating one, or not beyond the noise (1.1"),
                slower);
        String noise = Sentences.forkOfNothing(0.8, false);
        assertTrue(noise.contains("not beyond the noise (0.800 times"), noise);
        String faster = Sentences.forkOfNothing(0.5, true);
        assertFalse(faster.contains("no faster"), faster);
        assertTrue(faster.contains("0.500 times kvm's start"), faster);
    }

    @Test
    void whatStartsInAGuestIsHeldAgainstTheHost() {
        Subject nested =
                subject("namespace-in-uml", BackendClass.STACKED, Label.STACKED, Label.EMULATED);
        assertEquals(
                "It starts in a guest that runs already: the guest's boot is no part of it, and"
                        + " memory that the guest had before does not show."
                        + " Software played its machine: no hardware helped.",
                Sentences.reservation(nested));
        assertEquals(
                "Stacking: 2.50 times the start of namespace here.",
                Sentences.stackingTax("namespace", 2.5));
    }

    @ParameterizedTest
    @EnumSource(BackendClass.class)
    void onlyMachinesWithAKernelAreCalledMachines(BackendClass kind) {
        String sentence = sentence(subject("some", kind), NONE, NONE);
        boolean machine = kind == BackendClass.VM || kind == BackendClass.FORKED_VM;
        assertEquals(machine, sentence.contains("virtual machine"), sentence);
    }

    @Test
    void everyLabelThatRanksApartIsSaidInWords() {
        for (Label label : Label.values()) {
            if (label.rankedApart()) {
                Subject subject = subject("qemu", BackendClass.VM, label);
                assertFalse(Sentences.reservation(subject).isEmpty(), label.id());
            }
        }
    }

    @Test
    void ratiosNearOneAreNotOverstated() {
        assertEquals("about the same as a process", Sentences.times(1.04));
        assertEquals("0.8 times a process", Sentences.times(0.8));
        assertEquals("412 times a process", Sentences.times(412));
    }

    @Test
    void articlesFitTheirNouns() {
        assertEquals(
                "An oci:x container", Sentences.noun(subject("oci:x", BackendClass.CONTAINER)));
        assertEquals("An lxc container", Sentences.noun(subject("lxc", BackendClass.CONTAINER)));
        assertEquals("A uml container", Sentences.noun(subject("uml", BackendClass.CONTAINER)));
        assertEquals("A gvisor sandbox", Sentences.noun(subject("gvisor", BackendClass.SANDBOX)));
    }

    @Test
    void whatWasNotMeasuredSaysWhy() {
        assertEquals(
                "runc was not measured: skipped, runc is not installed.",
                Sentences.absent(
                        subject("runc", BackendClass.CONTAINER),
                        "skipped",
                        "runc is not installed"));
    }

    private static String sentence(Subject subject, OptionalDouble process, OptionalDouble memory) {
        return Sentences.measured(subject, 700_000, process, memory).replace('\u00a0', ' ');
    }

    private static Subject subject(String key, BackendClass kind, Label... labels) {
        return new Subject(key, kind, new TreeSet<>(Arrays.asList(labels)), 0);
    }

    @Test
    void aGuestThatGoesOnIsHeldAgainstABootOfTheSameMachine() {
        assertEquals(
                "It takes 0.0600 times a cold boot of the same machine here. ",
                Sentences.insteadOfABoot(0.06));
        assertTrue(Sentences.FORKS_PUBLISHED.startsWith("Published of other systems"));
    }
}
