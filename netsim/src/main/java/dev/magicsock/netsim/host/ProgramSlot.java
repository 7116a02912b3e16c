package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.clock.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One program on a host: hands it its events, keeps its deadline, and is the {@link Host} that it sees. */
final class ProgramSlot implements Host {

    private static final HostEvent DEADLINE_REACHED = new HostEvent.DeadlineReached();
    private static final long NO_DEADLINE = Long.MAX_VALUE;
    /** A program that asks so often for a deadline that has passed will never let time go on. */
    private static final int MAX_DEADLINES_AT_ONCE = 10_000;

    private final SimulatedHost host;
    private final String name;
    private final Supplier<? extends Program> factory;
    private final Timer timer;

    private Program program;
    private RandomGenerator random;
    private int starts;

    private Optional<Instant> lastDeadline = Optional.empty();
    private long deadlineNanos = NO_DEADLINE;
    private long lastRing = -1;
    private int ringsAtOnce;

    ProgramSlot(SimulatedHost host, String name, Supplier<? extends Program> factory) {
        this.host = host;
        this.name = name;
        this.factory = factory;
        this.timer = host.context().timer(this::ring);
    }

    String programName() {
        return name;
    }

    /** Starts the program, which is a new one each time if the factory makes new ones. */
    void start(long now) {
        starts++;
        program = factory.get();
        random = host.context().random(starts == 1 ? name : name + "#" + starts);
        dispatch(new HostEvent.Started(), now);
    }

    void stop() {
        program = null;
        timer.stop();
        lastDeadline = Optional.empty();
        deadlineNanos = NO_DEADLINE;
    }

    /** Its deadline waits while the host sleeps. */
    void pause() {
        timer.stop();
    }

    /** The host woke up: deadlines are meant on the monotonic clock, which stood still. */
    void resume(long now) {
        arm(lastDeadline, now);
    }

    void poke(long now) {
        dispatch(DEADLINE_REACHED, now);
    }

    /** Hands over one event and asks for the deadline; does nothing if the program does not run. */
    void dispatch(HostEvent event, long now) {
        if (program == null) {
            return;
        }
        program.handle(event, this, host.clocks().monotonic(now));
        Optional<Instant> deadline = program == null ? Optional.empty() : program.nextDeadline();
        if (deadline != lastDeadline) {
            lastDeadline = deadline;
            arm(deadline, now);
        }
    }

    private void arm(Optional<Instant> deadline, long now) {
        long wanted = deadline.isEmpty() ? NO_DEADLINE : host.clocks().virtualNanos(deadline.get());
        if (wanted == deadlineNanos && timer.isScheduled()) {
            return;
        }
        deadlineNanos = wanted;
        if (wanted == NO_DEADLINE) {
            timer.stop();
        } else {
            timer.setAt(Math.max(wanted, now) + host.drawProcessingNanos());
        }
    }

    private void ring(long now) {
        ringsAtOnce = now == lastRing ? ringsAtOnce + 1 : 0;
        lastRing = now;
        if (ringsAtOnce > MAX_DEADLINES_AT_ONCE) {
            throw new IllegalStateException("program '" + name + "' of host '" + host.name() + "' keeps asking for "
                    + lastDeadline + ", which has passed");
        }
        dispatch(DEADLINE_REACHED, now);
        if (program != null && !timer.isScheduled()) {
            arm(lastDeadline, now);
        }
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public List<IpAddress> addresses() {
        return host.addresses();
    }

    @Override
    public UdpSocket bindUdp(int port) {
        return host.udp().open(this, null, port);
    }

    @Override
    public UdpSocket bindUdp(IpAddress local, int port) {
        return host.udp().open(this, local, port);
    }

    @Override
    public void listen(int port) {
        host.streams().listen(this, port);
    }

    @Override
    public void unlisten(int port) {
        host.streams().unlisten(port);
    }

    @Override
    public Stream connect(IpEndpoint remote) {
        return host.streams().connect(this, remote);
    }

    @Override
    public void resolve(String wanted) {
        host.resolve(this, wanted);
    }

    @Override
    public void note(String text) {
        host.context().note(text, host.now());
    }

    @Override
    public Instant wallClock() {
        return host.clocks().wall(host.now());
    }

    @Override
    public Instant suspendAwareClock() {
        return host.clocks().suspendAware(host.now());
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
