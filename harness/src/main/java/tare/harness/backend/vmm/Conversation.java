package tare.harness.backend.vmm;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.LaunchException;
import tare.harness.backend.program.Steering;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Arrivals;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.LocalSocket;
import tare.harness.linux.NativeException;
import tare.harness.linux.Poller;

/** One launch's requests, one after the other on one connection. */
final class Conversation implements Steering {

    /**
     * Between two attempts while the socket has its name and nobody accepts yet: a program names it
     * and listens in two calls that follow on each other, and the second is no event.
     */
    private static final long LISTENING_NANOS = 50_000;

    private static final String AWAIT = "await its socket";
    private static final byte[] NOTHING = {};

    private final MonotonicClock clock;
    private final Place place;
    private final Orders orders;
    private final LocalSocket api;
    private final Arrivals arrivals;
    private final Poller poller;

    /**
     * What is to be asked.
     *
     * @param making in order
     * @param serial to be connected then, where it is a socket
     * @param starting the last
     */
    record Orders(List<Request> making, Optional<SerialSocket> serial, Request starting) {

        Orders {
            making = List.copyOf(making);
        }
    }

    /**
     * Nothing is asked yet.
     *
     * @param arrivals watches the place
     */
    Conversation(
            Kernel kernel, MonotonicClock clock, Arrivals arrivals, Place place, Orders orders) {
        this.clock = clock;
        this.place = place;
        this.orders = orders;
        this.arrivals = arrivals;
        this.api = new LocalSocket(kernel, place.api());
        this.poller = new Poller(kernel);
    }

    @Override
    public void steer(int program, long deadlineNanos) {
        try {
            awaitListening(program, deadlineNanos);
        } catch (NativeException e) {
            throw new LaunchException(AWAIT, Errno.describe(e.errno()), "", e);
        }
        orders.making().forEach(request -> carryOut(request, deadlineNanos));
        orders.serial().ifPresent(SerialSocket::connect);
        carryOut(orders.starting(), deadlineNanos);
    }

    private void awaitListening(int program, long deadlineNanos) {
        LocalSocket.Reach reach = api.connect();
        while (reach != LocalSocket.Reach.CONNECTED) {
            long left = deadlineNanos - clock.nanos();
            if (left <= 0) {
                throw new LaunchException(AWAIT, "there is none in time", "", null);
            }
            boolean named = reach == LocalSocket.Reach.REFUSED;
            long patience = named ? Math.min(left, LISTENING_NANOS) : left;
            int events = poller.await(arrivals.descriptor(), program, patience);
            if (events == Poller.OTHER) {
                throw new LaunchException(AWAIT, "the program ended first", "", null);
            }
            if (events != 0) {
                // Before the next attempt: what is made after it is an event again.
                arrivals.take();
            }
            reach = api.connect();
        }
    }

    /** Asks for one thing, and takes nothing but its being done for an answer. */
    private void carryOut(Request request, long deadlineNanos) {
        try {
            Answer answer = ask(request, deadlineNanos);
            if (!answer.done()) {
                throw new LaunchException(
                        request.name(),
                        "it answered " + answer.status() + ": " + answer.fault(),
                        "",
                        null);
            }
        } catch (ProtocolException e) {
            throw new LaunchException(request.name(), "the answer: " + e.getMessage(), "", e);
        } catch (NativeException e) {
            throw new LaunchException(request.name(), Errno.describe(e.errno()), "", e);
        }
    }

    private Answer ask(Request request, long deadlineNanos) throws ProtocolException {
        api.send(request.bytes());
        byte[] come = NOTHING;
        while (true) {
            if (poller.await(api.descriptor(), deadlineNanos - clock.nanos()) == 0) {
                throw new ProtocolException("there is none in time");
            }
            byte[] more = api.receive(Integer.MAX_VALUE);
            if (more.length == 0) {
                throw new ProtocolException("the connection was closed before its end");
            }
            byte[] all = Arrays.copyOf(come, come.length + more.length);
            System.arraycopy(more, 0, all, come.length, more.length);
            come = all;
            // Bounded: more than the largest answer is refused.
            Optional<Answer> answer = Answer.read(come);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    @Override
    public String said() {
        return place.lastWords();
    }

    @Override
    public void close() {
        api.close();
        poller.close();
    }
}
