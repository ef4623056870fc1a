package tare.simulators.plan;

import java.util.TreeMap;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.fleet.WorkloadSpec;

/** The services of one draw, and the sizes that they come in. */
final class Draw {

    /** More kinds are rounded up to sizes a quarter of an octave apart. */
    private static final int MOST_KINDS = 24;

    private static final double QUARTER_OCTAVE = StrictMath.pow(2, 0.25);

    private final Workload services;
    private final int[] kindOf;
    private final double[] kindBytes;

    private Draw(Workload services, int[] kindOf, double[] kindBytes) {
        this.services = services;
        this.kindOf = kindOf;
        this.kindBytes = kindBytes;
    }

    /**
     * Draws.
     *
     * @param warm so many more, which are kept ready
     */
    static Draw of(WorkloadSpec spec, WorkloadSpec.Traces traces, long seed, int warm) {
        Workload drawn = spec.draw(seed, traces);
        WorkloadBuilder builder = new WorkloadBuilder(drawn.count() + warm);
        for (int i = 0; i < drawn.count() + (drawn.count() == 0 ? 0 : warm); i++) {
            builder.add(drawn.cpuMillis(i % drawn.count()), drawn.memoryBytes(i % drawn.count()));
        }
        Workload services = builder.build();
        TreeMap<Double, Integer> kinds = new TreeMap<>();
        double[] bytes = new double[services.count()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Math.max(1, services.memoryBytes(i));
            kinds.put(bytes[i], 0);
        }
        if (kinds.size() > MOST_KINDS) {
            kinds.clear();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = roundedUp(bytes[i]);
                kinds.put(bytes[i], 0);
            }
        }
        double[] kindBytes = new double[kinds.size()];
        int next = 0;
        for (Double each : kinds.keySet().toArray(new Double[0])) {
            kindBytes[next] = each;
            kinds.put(each, next++);
        }
        int[] kindOf = new int[bytes.length];
        for (int i = 0; i < kindOf.length; i++) {
            kindOf[i] = kinds.getOrDefault(bytes[i], 0);
        }
        return new Draw(services, kindOf, kindBytes);
    }

    private static double roundedUp(double bytes) {
        double steps = StrictMath.ceil(StrictMath.log(bytes) / StrictMath.log(QUARTER_OCTAVE));
        return Math.max(bytes, StrictMath.pow(QUARTER_OCTAVE, steps));
    }

    int count() {
        return services.count();
    }

    /** Thousandths of a core that a service asks for, inside a technology. */
    double cpuMillis(int i, Technology technology) {
        return services.cpuMillis(i) * technology.cpuFactor() + technology.isolation().cpuMillis();
    }

    long memoryBytes(int i) {
        return services.memoryBytes(i);
    }

    int kindOf(int i) {
        return kindOf[i];
    }

    double[] kindBytes() {
        return kindBytes;
    }

    /** The services as a host's books have them: what they ask for, less what is promised twice. */
    Workload booked(Choice choice, long overheadBytes) {
        WorkloadBuilder builder = new WorkloadBuilder(count());
        for (int i = 0; i < count(); i++) {
            double cpu = cpuMillis(i, choice.technology()) / choice.cpuOvercommit();
            double memory = memoryBytes(i) / choice.memoryOvercommit();
            builder.add((int) StrictMath.ceil(cpu), overheadBytes + (long) StrictMath.ceil(memory));
        }
        return builder.build();
    }
}
