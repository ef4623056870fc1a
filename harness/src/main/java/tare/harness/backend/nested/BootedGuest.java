package tare.harness.backend.nested;

import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Standing;
import tare.harness.linux.Kernel;
import tare.workloads.agent.Agent;

/** A guest that has booted, and whose agent waits for requests. Used by one thread at a time. */
final class BootedGuest implements AutoCloseable {

    /** How long an answer may take that depends on no probe. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BOOT = Duration.ofSeconds(20);

    /** Of the guest's memory, beside what its containers may use. */
    private static final long KERNEL_BYTES = 64L << 20;

    /** A guest of a kind that plays each process by one of the host's has some for itself. */
    private static final int TASKS = 2 * Agent.CONTAINERS;

    private final BackendContext context;
    private final Inner inner;
    private final InstanceSpec spec;
    private final Standing standing;
    private final AgentLine line;
    private final BitSet taken = new BitSet(Agent.CONTAINERS);
    private @Nullable LaunchException death;
    private boolean deathTold;

    private BootedGuest(
            BackendContext context,
            Inner inner,
            InstanceSpec spec,
            Standing standing,
            AgentLine line) {
        this.context = context;
        this.inner = inner;
        this.spec = spec;
        this.standing = standing;
        this.line = line;
    }

    /**
     * What a guest must have to hold such an instance.
     *
     * @param name unique within the run
     */
    static InstanceSpec around(InstanceSpec declared, Inner inner, String name) {
        return new InstanceSpec(
                name,
                0,
                KERNEL_BYTES
                        + inner.memoryBytes()
                        + Math.max(KERNEL_BYTES, declared.memoryLimitBytes()),
                TASKS + declared.maximumTasks(),
                declared.cpus(),
                BOOT);
    }

    /**
     * Boots one and has its agent lay the ground for containers.
     *
     * @param driver whose recipe has taken the pipes from {@code pipes}
     * @throws LaunchException why not, with the end of its console; nothing is left
     */
    static BootedGuest boot(
            Driver driver,
            LatestPipes pipes,
            BackendContext context,
            Inner inner,
            InstanceSpec spec) {
        Standing standing = Standing.start(driver, context, spec);
        Pipes latest = pipes.latest();
        BootedGuest guest =
                new BootedGuest(
                        context,
                        inner,
                        spec,
                        standing,
                        new AgentLine(new Kernel(), context.clock(), latest));
        guest.say(inner.laying());
        Answer laid = guest.answer(answer -> answer.kind() == 'L' || answer.failed());
        if (laid.failed()) {
            throw guest.die(laid.failure());
        }
        return guest;
    }

    /**
     * Starts and ends what its kind wants to have been started before the figures. What fails is
     * left to the launch that follows to tell.
     *
     * @throws LaunchException if the guest is dead, with all that is known of it
     */
    void rehearse(InstanceSpec declared) {
        int id = take();
        try {
            boolean good = true;
            for (int i = 0; i < inner.rehearsals() && good; i++) {
                good = rehearsed(id, declared.spinning(0));
            }
        } catch (LaunchException e) {
            tellDeath();
            throw e;
        }
        give(id);
    }

    /** Whether it went well; nothing of it is left. */
    private boolean rehearsed(int id, InstanceSpec declared) {
        Optional<String> preparing = inner.preparing(id, declared);
        if (preparing.isPresent()
                && said(id, preparing.get(), preparing.get().charAt(0)).failed()) {
            return false;
        }
        Answer started = said(id, inner.starting(id, declared), 'R');
        if (!started.failed() || started.probeEnded()) {
            takeAway(id);
        }
        return !started.failed();
    }

    private Answer said(int id, String request, char wanted) {
        say(request);
        return answer(each -> each.about(id, wanted));
    }

    /** Whether an instance of that spec can be started in it. */
    boolean fits(InstanceSpec declared) {
        return declared.cpus().equals(spec.cpus())
                && around(declared, inner, spec.name()).memoryLimitBytes()
                        <= spec.memoryLimitBytes();
    }

    /** Whether no container is in it, or about to be. */
    boolean idle() {
        return taken.isEmpty();
    }

    /**
     * A number for one container.
     *
     * @throws LaunchException if there are as many as the agent keeps
     */
    int take() {
        int id = taken.nextClearBit(0);
        if (id >= Agent.CONTAINERS) {
            throw new LaunchException(
                    "container",
                    "the guest holds "
                            + Agent.CONTAINERS
                            + " containers, as many as its agent keeps",
                    "fewer at once",
                    null);
        }
        taken.set(id);
        return id;
    }

    /** A container's number is free again: nothing of it is left. */
    void give(int id) {
        taken.clear(id);
        line.forget(id);
    }

    /**
     * Sends a request.
     *
     * @throws LaunchException if it is longer than the agent reads, or the guest is dead, with all
     *     that is known of it
     */
    void say(String request) {
        checkAlive();
        if (request.length() >= Agent.LONGEST_REQUEST) {
            throw new LaunchException(
                    "request", "its " + request.length() + " bytes are too many", "", null);
        }
        try {
            line.say(request);
        } catch (LaunchException e) {
            throw die(e);
        }
    }

    /**
     * Waits for an answer that depends on a probe.
     *
     * @return empty if it did not come before the deadline
     * @throws LaunchException if the guest is dead, with all that is known of it
     */
    Optional<Answer> await(Predicate<Answer> wanted, long deadlineNanos) {
        checkAlive();
        try {
            return line.await(wanted, deadlineNanos);
        } catch (LaunchException e) {
            throw die(e);
        }
    }

    /**
     * Waits for an answer that depends on the guest alone: one that does not give it is ended.
     *
     * @throws LaunchException if the guest is dead, with all that is known of it
     */
    Answer answer(Predicate<Answer> wanted) {
        long deadlineNanos = context.clock().nanos() + PATIENCE.toNanos();
        return await(wanted, deadlineNanos)
                .orElseThrow(
                        () ->
                                die(
                                        new LaunchException(
                                                "agent",
                                                "no answer within " + PATIENCE.toMillis() + " ms",
                                                "",
                                                null)));
    }

    /**
     * Has a container taken away, or what was prepared for one; a guest that cannot do that is
     * ended.
     *
     * @return when it was gone, on the run's clock
     */
    long takeAway(int id) {
        try {
            say("K " + id);
            Answer answer = takenAway(id);
            if (answer.failed()) {
                die(answer.failure());
                return context.clock().nanos();
            }
            return answer.nanos();
        } catch (LaunchException e) {
            return context.clock().nanos();
        }
    }

    /** What was still to be said of its start or of a ping may come first. */
    private Answer takenAway(int id) {
        while (true) {
            Answer answer = answer(each -> each.about(id, 'D'));
            if (!answer.failed() || !answer.words().contains("probe-ended")) {
                return answer;
            }
        }
    }

    private void checkAlive() {
        if (death != null) {
            throw death;
        }
    }

    /** Ends the guest, with whatever is in it; the cause, with what its console said. */
    LaunchException die(LaunchException cause) {
        LaunchException known = death;
        if (known == null) {
            known = standing.lost(cause);
            death = known;
            line.close();
        }
        return known;
    }

    boolean dead() {
        return death != null;
    }

    /** A launch has failed: if that was the guest's death, it is known now. */
    void tellDeath() {
        deathTold = death != null;
    }

    /** Why it is dead, if no launch has failed by that yet. */
    Optional<LaunchException> untoldDeath() {
        return deathTold ? Optional.empty() : Optional.ofNullable(death);
    }

    /** Ends the guest, with whatever is in it; idempotent. */
    @Override
    public void close() {
        if (death == null) {
            death = new LaunchException("agent", "the guest was ended", "", null);
            deathTold = true;
            line.close();
            standing.close();
        }
    }
}
