package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import tare.reports.reading.Measure;

/**
 * One axis with its range and ticks, worked out from the data so that every drawing of it agrees.
 *
 * @param logarithmic whether the scale is logarithmic; then {@code low} is positive
 * @param ticks in rising order, within the range
 */
public record Axis(
        String title,
        Measure measure,
        boolean logarithmic,
        double low,
        double high,
        List<Tick> ticks) {

    /** Above this ratio of largest to smallest value a linear axis hides the small ones. */
    private static final double LOGARITHMIC_FROM = 20;

    private static final double[] STEPS = {1, 2, 5};

    /** A mark on an axis; without a label it is a minor one. */
    public record Tick(double value, String label) {
        public boolean major() {
            return !label.isEmpty();
        }
    }

    public Axis {
        ticks = List.copyOf(ticks);
        if (!(low < high) || (logarithmic && low <= 0)) {
            throw new IllegalArgumentException("axis from " + low + " to " + high);
        }
    }

    /** Logarithmic where the positive values span more than a factor of 20, else from zero. */
    public static Axis suiting(String title, Measure measure, double[] values) {
        double[] positive = DoubleStream.of(values).filter(Axis::drawable).toArray();
        double max = DoubleStream.of(positive).max().orElse(1);
        double min = DoubleStream.of(positive).min().orElse(1);
        return max / min > LOGARITHMIC_FROM
                ? logarithmic(title, measure, positive)
                : fromZero(title, measure, max);
    }

    /** A logarithmic axis over the positive ones of the values, with labels 1-2-5 or decades. */
    public static Axis logarithmic(String title, Measure measure, double[] values) {
        double[] positive = DoubleStream.of(values).filter(Axis::drawable).toArray();
        double low = below(DoubleStream.of(positive).min().orElse(1));
        double high = above(DoubleStream.of(positive).max().orElse(10));
        double decades = StrictMath.log10(high / low);
        List<Tick> ticks = new ArrayList<>();
        int first = (int) StrictMath.floor(StrictMath.log10(low));
        int last = (int) StrictMath.ceil(StrictMath.log10(high));
        for (int power = first; power <= last; power++) {
            double decade = power(power);
            for (int digit = 1; digit < 10; digit++) {
                double value = digit * decade;
                boolean labelled = digit == 1 || (decades <= 3.2 && (digit == 2 || digit == 5));
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    ticks.add(new Tick(value, labelled ? measure.tick(value) : ""));
                }
            }
        }
        return new Axis(title, measure, true, low, high, ticks);
    }

    /** A linear axis from zero to a round number that leaves a little room above. */
    public static Axis fromZero(String title, Measure measure, double largest) {
        return linear(title, measure, 0, drawable(largest) ? largest * 1.04 : 1);
    }

    /** A linear axis over an exact range; ticks at multiples of 1, 2 or 5. */
    public static Axis linear(String title, Measure measure, double low, double high) {
        double size = measure.unitSize(Math.max(Math.abs(low), Math.abs(high)));
        double step = stepFor((high - low) / size) * size;
        List<Tick> ticks = new ArrayList<>();
        // By index, so that rounding errors do not add up; bounded because step suits the range.
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        for (long index = first; index <= last; index++) {
            double value = index * step;
            ticks.add(new Tick(value, measure.tick(value, size)));
        }
        return new Axis(title, measure, false, low, high, ticks);
    }

    /** The same axis, drawn further: room for labels inside the picture, without more ticks. */
    public Axis withRoom(double share) {
        double further =
                logarithmic
                        ? high * StrictMath.pow(high / low, share)
                        : high + (high - low) * share;
        return new Axis(title, measure, logarithmic, low, further, ticks);
    }

    /** Nothing that Tare measures lies beyond; ticks there would have no numbers. */
    private static boolean drawable(double value) {
        return value > 1e-100 && value < 1e100;
    }

    private static double stepFor(double range) {
        double rough = range / 6;
        double decade = power((int) StrictMath.floor(StrictMath.log10(rough)));
        for (double step : STEPS) {
            if (step * decade >= rough) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    /** The largest of 1-2-5 that is clearly below. */
    private static double below(double value) {
        double decade = power((int) StrictMath.floor(StrictMath.log10(value)));
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (STEPS[i] * decade <= value * 0.96) {
                return STEPS[i] * decade;
            }
        }
        return decade / 2;
    }

    /** The smallest of 1-2-5 that is clearly above. */
    private static double above(double value) {
        double decade = power((int) StrictMath.floor(StrictMath.log10(value)));
        for (double step : STEPS) {
            if (step * decade >= value * 1.04) {
                return step * decade;
            }
        }
        return 10 * decade >= value * 1.04 ? 10 * decade : 20 * decade;
    }

    /** Ten to a whole power; exact for positive powers, correctly rounded for negative ones. */
    private static double power(int exponent) {
        return Double.parseDouble("1e" + exponent);
    }
}
