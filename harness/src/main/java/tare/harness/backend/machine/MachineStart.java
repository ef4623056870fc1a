package tare.harness.backend.machine;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.harness.backend.guestkernel.GuestConsole;
import tare.harness.backend.program.Steering;
import tare.harness.clock.MonotonicClock;
import tare.results.model.Metric;

/** Waits until a machine runs, by what QEMU says; what QEMU is told it has been told before. */
public final class MachineStart implements Steering {

    private final MonotonicClock clock;
    private final Conversation conversation;
    private final Path console;
    private final Runnable then;
    private final Optional<Firmware> firmware;
    private final boolean forwards;
    private Optional<InetSocketAddress> forwarded = Optional.empty();

    /**
     * @param conversation closed with this
     * @param console where the guest's kernel speaks to
     * @param then what is done as soon as it runs
     */
    public MachineStart(
            MonotonicClock clock, Conversation conversation, Path console, Runnable then) {
        this(clock, conversation, console, then, Optional.empty(), false);
    }

    /**
     * The same.
     *
     * @param firmware that is heard; closed with this
     * @param forwards whether QEMU has been told to forward a port, and asked which
     */
    MachineStart(
            MonotonicClock clock,
            Conversation conversation,
            Path console,
            Runnable then,
            Optional<Firmware> firmware,
            boolean forwards) {
        this.clock = clock;
        this.conversation = conversation;
        this.console = console;
        this.then = then;
        this.firmware = firmware;
        this.forwards = forwards;
    }

    @Override
    public void steer(int program, long deadlineNanos) {
        conversation.await("start the machine", Conversation.RUNS, clock, program, deadlineNanos);
        if (forwards) {
            forwarded = Optional.of(UserNetwork.forwarded(conversation.said()));
        }
        then.run();
    }

    @Override
    public Optional<InetSocketAddress> forwarded() {
        return forwarded;
    }

    @Override
    public void follow(int ready, long deadlineNanos) {
        firmware.ifPresent(heard -> heard.follow(ready, deadlineNanos));
    }

    /**
     * What the launch's layers took: they add up to its ready time exactly, unless the firmware was
     * to be heard and said nothing. Then the monitor's alone is known.
     *
     * @return none if the launch was never ready
     */
    Layers layers(Stages stages) {
        Layers two = Layers.ofMachine(stages);
        if (firmware.isEmpty() || two.nanos().isEmpty()) {
            return two;
        }
        Layers monitor =
                Layers.NONE.with(Metric.LAYER_VMM, stages.enteredNanos() - stages.startNanos());
        long kernelNanos = firmware.get().kernelNanos();
        return kernelNanos == Stages.UNSEEN
                ? monitor
                : monitor.with(Metric.LAYER_FIRMWARE, kernelNanos - stages.enteredNanos())
                        .with(Metric.LAYER_KERNEL, stages.readyNanos() - kernelNanos);
    }

    @Override
    public String said() {
        return GuestConsole.endOf(console);
    }

    @Override
    public void close() {
        conversation.close();
        firmware.ifPresent(Firmware::close);
    }
}
