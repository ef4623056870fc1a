package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCodecProperties {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void anySamplesComeBackBitByBitInOrder(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] samples = new double[random.nextInt(20_000)];
        for (int i = 0; i < samples.length; i++) {
            double bits = Double.longBitsToDouble(random.nextLong());
            samples[i] =
                    switch ((int) (seed % 3)) {
                        case 0 -> Double.isFinite(bits) ? bits : 0;
                        case 1 -> random.nextLong(-(1L << 53), 1L << 53);
                        default -> 1e6 * random.nextDouble();
                    };
        }
        SampleCodec.Encoding encoding = SampleCodec.Encoding.of(samples);
        assertEquals(
                seed % 3 == 1 || samples.length == 0
                        ? SampleCodec.Encoding.INTEGERS
                        : SampleCodec.Encoding.DOUBLES,
                encoding);
        String text = SampleCodec.encode(samples, encoding);
        assertArrayEquals(samples, SampleCodec.decode(text, samples.length, encoding));
    }

    @Test
    void extremesComeBack() {
        double[] samples = {
            -0.0, 0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 1L << 53, -(1L << 53), 0.1
        };
        SampleCodec.Encoding encoding = SampleCodec.Encoding.of(samples);
        double[] back =
                SampleCodec.decode(SampleCodec.encode(samples, encoding), samples.length, encoding);
        assertArrayEquals(samples, back);
        assertEquals(Double.NEGATIVE_INFINITY, 1 / back[0]);
    }
}
