package tare.harness.backend.kvm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Rung;
import tare.harness.backend.Rung.Way;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Architecture;
import tare.harness.linux.Errno;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareLadder;
import tare.harness.linux.kvm.bare.BareLadder.Part;
import tare.harness.linux.kvm.bare.BarePiece;

/** A bare guest from an empty machine to ring 3; then all but what nothing stands on. */
final class KvmLadder {

    private static final Map<Part, String> WORDS =
            Map.of(
                    Part.VCPU, "vcpu",
                    Part.IRQCHIP, "irqchip",
                    Part.MEMORY, "memory",
                    Part.SIZE, "memory-size",
                    Part.TABLES, "page-tables",
                    Part.RING, "ring-3");

    private final MonotonicClock clock;
    private final Supplier<KvmDevice> device;
    private final byte[] code;
    private @Nullable BareLadder ladder;

    /**
     * @param device open; asked for when the first rung is climbed
     */
    KvmLadder(MonotonicClock clock, Supplier<KvmDevice> device, byte[] code) {
        this.clock = clock;
        this.device = device;
        this.code = code.clone();
    }

    /** The rungs; none on another architecture, whose parts are other ones. */
    List<Rung> rungs() {
        if (Architecture.current() != Architecture.X86_64) {
            return List.of();
        }
        List<Rung> rungs = new ArrayList<>();
        Set<Part> sofar = EnumSet.noneOf(Part.class);
        rungs.add(rung(Way.FORWARD, List.of(), sofar));
        for (Part part : Part.values()) {
            sofar.add(part);
            rungs.add(rung(Way.FORWARD, List.of(word(part)), sofar));
        }
        for (Part part : List.of(Part.IRQCHIP, Part.SIZE, Part.RING)) {
            Set<Part> left = EnumSet.allOf(Part.class);
            left.remove(part);
            rungs.add(rung(Way.WITHOUT, List.of(word(part)), left));
        }
        return rungs;
    }

    private static String word(Part part) {
        return WORDS.getOrDefault(part, "");
    }

    private Rung rung(Way way, List<String> layers, Set<Part> parts) {
        Set<Part> own = EnumSet.noneOf(Part.class);
        own.addAll(parts);
        StringBuilder key = new StringBuilder("vm");
        own.forEach(part -> key.append('+').append(word(part)));
        return new Rung(way, layers, key.toString(), spec -> climb(own, spec));
    }

    private long climb(Set<Part> parts, InstanceSpec spec) {
        try (BarePiece piece = pieces().prepare(parts)) {
            long start = clock.nanos();
            piece.create();
            piece.act(spec.deadline().toNanos());
            return clock.nanos() - start;
        } catch (NativeException e) {
            throw new LaunchException(e.call(), Errno.describe(e.errno()), "", e);
        }
    }

    private BareLadder pieces() {
        BareLadder known = ladder;
        if (known == null) {
            known = new BareLadder(device.get(), code);
            ladder = known;
        }
        return known;
    }
}
