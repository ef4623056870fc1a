package tare.harness.backend.machine;

import java.nio.file.Path;
import tare.harness.backend.guestkernel.GuestConsole;
import tare.harness.backend.program.Steering;
import tare.harness.clock.MonotonicClock;

/** Waits until a machine runs, by what QEMU says; what QEMU is told it has been told before. */
public final class MachineStart implements Steering {

    private final MonotonicClock clock;
    private final Conversation conversation;
    private final Path console;
    private final Runnable then;

    /**
     * @param conversation closed with this
     * @param console where the guest's kernel speaks to
     * @param then what is done as soon as it runs
     */
    public MachineStart(
            MonotonicClock clock, Conversation conversation, Path console, Runnable then) {
        this.clock = clock;
        this.conversation = conversation;
        this.console = console;
        this.then = then;
    }

    @Override
    public void steer(int program, long deadlineNanos) {
        conversation.await("start the machine", Conversation.RUNS, clock, program, deadlineNanos);
        then.run();
    }

    @Override
    public String said() {
        return GuestConsole.endOf(console);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
