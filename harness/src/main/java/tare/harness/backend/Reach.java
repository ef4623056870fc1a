package tare.harness.backend;

import java.util.Optional;

/** How a client on the host reaches the port of a program inside an instance. */
public sealed interface Reach {

    /**
     * Through the host kernel's own network: the instance shares it, or has a namespace of it that
     * can be joined.
     */
    record Joined() implements Reach {}

    /**
     * By a port of the host's that the backend forwards to {@link Program#port}; each instance says
     * which ({@link Instance#forwarded}).
     *
     * @param obstacle why that cannot be had on this host; empty if it can
     */
    record Forwarded(Optional<Availability.Unavailable> obstacle) implements Reach {}

    /**
     * Not at all.
     *
     * @param why in one sentence, and what to do instead
     */
    record Apart(Availability.Unavailable why) implements Reach {}
}
