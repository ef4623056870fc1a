package tare.workloads.benchmark;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tare.workloads.benchmark.instance.Requirement;

/**
 * One workload of the overhead experiment.
 *
 * @param id its name in cells and on the command line, in kebab case
 * @param benchmark the class with JMH's annotations
 * @param method the annotated one
 * @param variants all ways to run it, at least one
 * @param quick those of the quick profile; none if it has no place there
 * @param needs what an instance must have for every variant
 * @param operation what one operation is, in one line
 */
public record Workload(
        String id,
        Class<?> benchmark,
        String method,
        List<Variant> variants,
        List<Variant> quick,
        Set<Requirement> needs,
        String operation) {

    public Workload {
        variants = List.copyOf(variants);
        quick = List.copyOf(quick);
        needs = Set.copyOf(needs);
        if (variants.isEmpty() || !variants.containsAll(quick)) {
            throw new IllegalArgumentException(id + ": the quick variants are not among all");
        }
    }

    /** The one benchmark, as a pattern for JMH's {@code include}. */
    public String includePattern() {
        return "^" + Pattern.quote(benchmark.getName() + "." + method) + "$";
    }

    /** Whether the quick profile has it. */
    public boolean inQuickProfile() {
        return !quick.isEmpty();
    }

    /** All that an instance must have for one variant. */
    public Set<Requirement> needsOf(Variant variant) {
        Set<Requirement> all = EnumSet.noneOf(Requirement.class);
        all.addAll(needs);
        all.addAll(variant.needs());
        return all;
    }
}
