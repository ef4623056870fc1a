package tare.simulators.scenario.file;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.catalogue.Amount;
import tare.simulators.fleet.HostClass;
import tare.simulators.placement.named.Policies;
import tare.simulators.scenario.Isolation;

/** Makes a technology of its part of a scenario. */
final class TechnologyReader {

    private final Value technology;

    TechnologyReader(Value technology) {
        this.technology = technology.only(Keys.TECHNOLOGY);
    }

    Isolation read() {
        Amount memory = amount(technology, "memory");
        long hostBytes = technology.get("hostMemory").bytes();
        if (technology.has("fork")) {
            Value fork = technology.get("fork").only(Keys.FORK);
            hostBytes = Math.addExact(hostBytes, fork.get("image").bytes());
            memory = more(memory, writtenBytes(fork));
        }
        return new Isolation(
                technology.get("name").text(),
                backendClass(technology.get("class")),
                labels(),
                memory,
                technology.get("cores").cpuMillis(),
                hostBytes,
                technology.get("hostCores").cpuMillis(),
                technology.get("source").text(),
                technology.has("inside")
                        ? Optional.of(machine(technology.get("inside")))
                        : Optional.empty());
    }

    static BackendClass backendClass(Value word) {
        List<String> ids = Stream.of(BackendClass.values()).map(BackendClass::id).toList();
        String id = word.word(ids);
        return Stream.of(BackendClass.values())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private SortedSet<Label> labels() {
        TreeSet<Label> labels = new TreeSet<>();
        if (technology.has("labels")) {
            List<String> ids = Stream.of(Label.values()).map(Label::id).toList();
            for (Value each : technology.get("labels").list()) {
                Technologies.label(each.word(ids)).ifPresent(labels::add);
            }
        }
        return labels;
    }

    private static Amount amount(Value of, String key) {
        long bytes = of.get(key).bytes();
        long low = of.has("low") ? of.get("low").bytes() : bytes;
        long high = of.has("high") ? of.get("high").bytes() : bytes;
        if (low > bytes || high < bytes) {
            throw of.get(key).error("it lies outside of low to high", "give low <= value <= high");
        }
        return new Amount(bytes, low, high);
    }

    private static Amount more(Amount amount, long bytes) {
        return new Amount(
                amount.bytes() + bytes, amount.lowBytes() + bytes, amount.highBytes() + bytes);
    }

    /**
     * What a clone has written by then, if it writes at random over its hot pages at an even rate:
     * {@code H (1 - e^(-wt/H))}.
     */
    private static long writtenBytes(Value fork) {
        double hot = fork.get("hot").bytes();
        double perSecond = fork.get("writes").bytes();
        double seconds = fork.get("after").nanos() / 1e9;
        if (fork.get("hot").bytes() > fork.get("image").bytes()) {
            throw fork.get("hot").error("more than the image is", "at most all of it can be hot");
        }
        return hot == 0
                ? 0
                : (long) StrictMath.ceil(hot * -StrictMath.expm1(-perSecond * seconds / hot));
    }

    private static Isolation.Machine machine(Value inside) {
        inside.only(Keys.INSIDE);
        long slots =
                inside.has("instances") ? inside.get("instances").whole(0, Integer.MAX_VALUE) : 0;
        int cpuMillis = inside.get("cores").cpuMillis();
        long bytes = inside.get("memory").bytes();
        return new Isolation.Machine(
                cpuMillis,
                bytes,
                slots == 0 ? HostClass.ANY_NUMBER : (int) slots,
                inside.has("overhead") ? amount(inside, "overhead") : Amount.of(0),
                inside.get("policy").word(Policies.names()));
    }
}
