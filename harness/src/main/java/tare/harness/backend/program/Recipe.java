package tare.harness.backend.program;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.harness.backend.probe.Channel;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Children;

/**
 * How one instance is made and ended.
 *
 * @param name under which the runtime knows the instance; begins with {@code tare-}, is unique on
 *     the host and appears in the arguments of {@code first}
 * @param channel the way to the probe, where it is not two pipes that are inherited
 * @param setting steps of each command's own process before it becomes the program, for example
 *     joining a control group
 * @param first has the control pipe as descriptor 0 and the ready pipe as 1; what it starts
 *     inherits both
 * @param second where the runtime splits making and starting: runs once {@code first} has ended
 *     well; the instance is then created, and starts by this
 * @param last one after the other when the probe has ended, to take away what the runtime keeps
 * @param hostPid finds the probe's process as the host sees it, once it is ready; is given the pid
 *     of {@code first}
 * @param sweep takes away what the runtime may leave, also after a failure; finds nothing to do
 *     after a good end. Never throws for what is gone already
 * @param layers tells what the launch's layers took, by its stages; asked after a good end
 * @param steering what is asked of {@code first} once it runs; the instance has then been entered
 */
public record Recipe(
        String name,
        Optional<Channel> channel,
        Consumer<ProbeTape> setting,
        Command first,
        Optional<Command> second,
        List<Command> last,
        IntFunction<OptionalInt> hostPid,
        Sweep sweep,
        Function<Stages, Layers> layers,
        Optional<Steering> steering) {

    public Recipe {
        last = List.copyOf(last);
    }

    /** For a program that is not steered. */
    public Recipe(
            String name,
            Optional<Channel> channel,
            Consumer<ProbeTape> setting,
            Command first,
            Optional<Command> second,
            List<Command> last,
            IntFunction<OptionalInt> hostPid,
            Sweep sweep,
            Function<Stages, Layers> layers) {
        this(name, channel, setting, first, second, last, hostPid, sweep, layers, Optional.empty());
    }

    /** Without layers. */
    public Recipe(
            String name,
            Optional<Channel> channel,
            Consumer<ProbeTape> setting,
            Command first,
            Optional<Command> second,
            List<Command> last,
            IntFunction<OptionalInt> hostPid,
            Sweep sweep) {
        this(name, channel, setting, first, second, last, hostPid, sweep, stages -> Layers.NONE);
    }

    /** For a machine that is one process, which is steered. */
    public static Recipe steered(
            String name,
            Channel channel,
            Consumer<ProbeTape> setting,
            Command first,
            Sweep sweep,
            Steering steering) {
        return new Recipe(
                name,
                Optional.of(channel),
                setting,
                first,
                Optional.empty(),
                List.of(),
                OptionalInt::of,
                sweep,
                Layers::ofMachine,
                Optional.of(steering));
    }

    /** The same, whose launches are taken apart further. */
    public Recipe apart(Function<Stages, Layers> told) {
        return new Recipe(
                name, channel, setting, first, second, last, hostPid, sweep, told, steering);
    }

    /** For a runtime that tells the probe's pid by itself. */
    public Recipe(
            String name,
            Optional<Channel> channel,
            Consumer<ProbeTape> setting,
            Command first,
            Optional<Command> second,
            Optional<Command> last,
            Supplier<OptionalInt> hostPid,
            Sweep sweep) {
        this(
                name,
                channel,
                setting,
                first,
                second,
                last.stream().toList(),
                pid -> hostPid.get(),
                sweep);
    }

    /** For a runtime that is the probe's parent and stays until that has ended. */
    public static Recipe beside(
            String name, Consumer<ProbeTape> setting, Command first, Sweep sweep) {
        return new Recipe(
                name,
                Optional.empty(),
                setting,
                first,
                Optional.empty(),
                List.of(),
                Children::firstOfNamespace,
                sweep);
    }

    /** Takes away what is left. */
    @FunctionalInterface
    public interface Sweep {
        void run() throws java.io.IOException;
    }
}
