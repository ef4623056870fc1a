package tare.harness.backend.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.UsageError;

class NamespaceKeyProperties {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static NamespaceKey draw(Random random) {
        EnumSet<Feature> features = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if (random.nextBoolean()) {
                features.add(feature);
            }
        }
        return new NamespaceKey(features);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPrintedIsReadBack(long seed) {
        NamespaceKey key = draw(new Random(seed));
        if (key.contradiction().isEmpty()) {
            assertEquals(Optional.of(key), NamespaceKey.parse(key.toString()));
        } else {
            assertThrows(UsageError.class, () -> NamespaceKey.parse(key.toString()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfPartsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        NamespaceKey key = draw(random);
        if (key.contradiction().isPresent()) {
            return;
        }
        String text = key.toString().substring(NamespaceKey.NAME.length());
        List<String> parts = new ArrayList<>(Arrays.asList(text.split("(?=[+-])", -1)));
        Collections.shuffle(parts, random);
        String shuffled = NamespaceKey.NAME + String.join("", parts);
        assertEquals(Optional.of(key), NamespaceKey.parse(shuffled), shuffled);
    }

    @Test
    void theContractsKeys() {
        assertEquals("namespace", NamespaceKey.FULL.toString());
        assertEquals("namespace+user-limits", NamespaceKey.UNPRIVILEGED.toString());
        NamespaceKey key = NamespaceKey.parse("namespace-network").orElseThrow();
        EnumSet<Feature> left = EnumSet.copyOf(NamespaceKey.FULL.features());
        left.removeAll(key.features());
        assertEquals(EnumSet.of(Feature.NETWORK), left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namespace-",
                "namespace+",
                "namespace-nothing",
                "namespace-network-network",
                "namespace+network",
                "namespace-user",
                "namespace-network,seccomp",
                "namespace-mount",
                "namespace+user-pid"
            })
    void whatMakesNoSenseIsRefusedWithTheReason(String key) {
        UsageError e = assertThrows(UsageError.class, () -> NamespaceKey.parse(key));
        assertTrue(e.what().contains(key), e.what());
        assertFalse(e.why().isEmpty());
        assertFalse(e.remedy().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "process", "namespaces", "namespace:x", "names"})
    void otherFamiliesAreLeftAlone(String key) {
        assertEquals(Optional.empty(), NamespaceKey.parse(key));
    }
}
