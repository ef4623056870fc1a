package tare.simulators.fleet;

import java.util.List;

/** What is to run, small enough to stand in a file: the same spec and seed, the same workload. */
public sealed interface WorkloadSpec {

    /**
     * Makes the instances. A pure function of its arguments.
     *
     * @param seed of the generator L64X128MixRandom
     * @param traces gives what was recorded
     */
    Workload draw(long seed, Traces traces);

    /** Where recorded workloads come from. */
    interface Traces {

        /** The instances of a trace: always the same for the same record. */
        Workload of(Recorded recorded);
    }

    /**
     * Instances of random sizes.
     *
     * @param count how many instances, at least 0; whole gangs, so up to a gang's size less one
     *     more
     * @param mix a size is drawn with probability weight / sum of weights
     * @param meanGapNanos exponential gaps between arrivals have this mean; 0: all are there from
     *     the start
     * @param meanLifeNanos exponential lives have this mean; 0: all stay
     */
    record Drawn(int count, List<Size> mix, long meanGapNanos, long meanLifeNanos)
            implements WorkloadSpec {

        public Drawn {
            mix = List.copyOf(mix);
            if (count < 0 || mix.isEmpty() || meanGapNanos < 0 || meanLifeNanos < 0) {
                throw new IllegalArgumentException(
                        count + " instances drawn from " + mix.size() + " sizes");
            }
        }

        /** All there from the start, and for ever. */
        public static Drawn standing(int count, List<Size> mix) {
            return new Drawn(count, mix, 0, 0);
        }

        /** 10,000 services of the mix that the density outlook is drawn for. */
        public static Drawn usual() {
            return standing(Size.USUAL_COUNT, Size.USUAL_MIX);
        }

        @Override
        public Workload draw(long seed, Traces traces) {
            return new Drawing(seed).of(this);
        }
    }

    /**
     * Instances whose sizes come in turns, the weight of a size being how many of it follow each
     * other; all there from the start.
     *
     * @param lifeNanos all depart then; 0: all stay
     */
    record Cyclic(int count, List<Size> sizes, long lifeNanos) implements WorkloadSpec {

        public Cyclic {
            sizes = List.copyOf(sizes);
            if (count < 0 || sizes.isEmpty() || lifeNanos < 0) {
                throw new IllegalArgumentException(
                        count + " instances of " + sizes.size() + " sizes in turns");
            }
        }

        @Override
        public Workload draw(long seed, Traces traces) {
            return Drawing.of(this);
        }
    }

    /**
     * A trace.
     *
     * @param name how {@link Traces} finds it
     * @param digest of its content, so that a case names what it ran on
     */
    record Recorded(String name, String digest) implements WorkloadSpec {

        @Override
        public Workload draw(long seed, Traces traces) {
            return traces.of(this);
        }
    }

    /**
     * Several workloads at once, for example services and a batch. Part i is drawn with seed + i.
     */
    record Together(List<WorkloadSpec> parts) implements WorkloadSpec {

        public Together {
            parts = List.copyOf(parts);
        }

        @Override
        public Workload draw(long seed, Traces traces) {
            WorkloadBuilder builder = new WorkloadBuilder(0);
            for (int i = 0; i < parts.size(); i++) {
                builder.addAll(parts.get(i).draw(seed + i, traces));
            }
            return builder.build();
        }
    }
}
