package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Rung.Way;

class RungsTest {

    /** A wall stands on a floor, and a roof on both. */
    private enum Layer implements Rungs.Layer<Layer> {
        FLOOR,
        WALL,
        ROOF,
        PAINT;

        @Override
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public Set<Layer> carries() {
            return switch (this) {
                case FLOOR -> EnumSet.of(ROOF, WALL);
                case WALL -> EnumSet.of(ROOF);
                default -> EnumSet.noneOf(Layer.class);
            };
        }
    }

    @Test
    void aLayerIsAddedAtEachRungAndEachIsThenLeftOutWithWhatStandsOnIt() {
        List<Layer> order = List.of(Layer.PAINT, Layer.FLOOR, Layer.WALL, Layer.ROOF);
        List<Rungs.Step<Layer>> steps = Rungs.of(order, order);
        assertEquals(5 + 4, steps.size());
        assertEquals(new Rungs.Step<Layer>(Way.FORWARD, List.of(), Set.of()), steps.get(0));
        for (int i = 0; i < 4; i++) {
            Rungs.Step<Layer> step = steps.get(i + 1);
            assertEquals(Way.FORWARD, step.way());
            assertEquals(List.of(order.get(i).word()), step.layers());
            assertEquals(order.subList(0, i + 1), List.copyOf(step.on()));
        }
        assertEquals(
                List.of("paint", "floor+wall+roof", "wall+roof", "roof"),
                IntStream.range(5, 9)
                        .mapToObj(i -> String.join("+", steps.get(i).layers()))
                        .toList());
        assertEquals(Set.of(Layer.PAINT), steps.get(6).on());
        assertEquals(Set.of(Layer.PAINT, Layer.FLOOR), steps.get(7).on());
    }

    @Test
    void whatIsNotThereIsNotCarriedAndWhatMustStayIsNotLeftOut() {
        List<Rungs.Step<Layer>> steps =
                Rungs.of(List.of(Layer.FLOOR, Layer.WALL), EnumSet.of(Layer.WALL));
        assertEquals(3 + 1, steps.size());
        assertEquals(
                new Rungs.Step<>(Way.WITHOUT, List.of("wall"), Set.of(Layer.FLOOR)), steps.get(3));
    }
}
