package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.element.DelayLine;
import dev.magicsock.netsim.element.Element;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A host of the network: interfaces, sockets, clocks and the programs that run on it.
 *
 * <p>Each interface is a port of the element, numbered in the order in which they were added. Packets wait here for the
 * host's processing delay, if it has one; a packet that the host sends to itself never leaves it.
 */
public final class SimulatedHost implements Element {

    /** Packets that wait to be processed, as socket buffers of some megabytes hold them. */
    private static final int MAX_WAITING_PACKETS = 4096;

    private final ElementContext context;
    private final NameTable names;
    private final HostClocks clocks;
    private final Interfaces interfaces = new Interfaces();
    private final UdpLayer udp;
    private final StreamLayer streams;
    private final List<ProgramSlot> programs = new ArrayList<>();

    private final long leastProcessingNanos;
    private final long processingSpreadNanos;
    private final RandomGenerator processingRandom;
    private final DelayLine inbox;
    private long lastProcessing;

    private HostState state = HostState.OFF;
    /** Counts how often the host was switched on, so that answers to an earlier life are recognised. */
    private int lives;
    private List<IpAddress> addressesTold = List.of();
    /** What came while the host slept; at most one answer per question. */
    private final List<Deferred> deferred = new ArrayList<>();

    /** @param wallStart what the wall clock shows at the start of the run */
    public SimulatedHost(ElementContext context, NameTable names, Instant wallStart, ProcessingDelay processing) {
        this.context = context;
        this.names = names;
        this.clocks = new HostClocks(wallStart);
        this.udp = new UdpLayer(this, context, interfaces);
        this.streams = new StreamLayer(this, context, interfaces);
        this.leastProcessingNanos = processing.least().toNanos();
        this.processingSpreadNanos = processing.spread().toNanos();
        this.processingRandom = context.random("processing");
        this.inbox = new DelayLine(context.queue(), (packet, _, now) -> process(packet, now), 0);
    }

    public String name() {
        return context.name();
    }

    /** The number by which the trace names this host, and packets their origin. */
    public int number() {
        return context.number();
    }

    /** The addresses of all interfaces that are up, in the order in which the interfaces were added. */
    public List<IpAddress> addresses() {
        return interfaces.addresses();
    }

    public HostState state() {
        return state;
    }

    /** How many packets wait inside the host. */
    public int underWay() {
        return inbox.size();
    }

    // Building.

    /**
     * Adds an interface; {@link #attach} a link to it.
     *
     * @param addresses the first of each family is the one that packets leave with; at most 64
     * @param enabled   whether it is switched on
     * @return the port of the element by which packets of this interface come in
     */
    public int addInterface(String interfaceName, List<IpAddress> addresses, boolean enabled) {
        return interfaces.add(new NetworkInterface(interfaceName, addresses, enabled));
    }

    public void attach(int port, Outlet outlet) {
        interfaces.get(port).attach(outlet);
        interfaces.changed();
    }

    /**
     * Adds a program, which runs whenever the host does.
     *
     * @param programName unique on this host; names the program's random numbers
     * @param factory     asked each time the host is switched on
     */
    public void addProgram(String programName, Supplier<? extends Program> factory) {
        if (programs.stream().anyMatch(slot -> slot.programName().equals(programName))) {
            throw new IllegalArgumentException("two programs of host '" + name() + "' are called '" + programName
                    + "'");
        }
        programs.add(new ProgramSlot(this, programName, factory));
    }

    // Power.

    /** Switches the host on; does nothing if it is on. */
    public void start(long now) {
        if (state == HostState.OFF) {
            state = HostState.AWAKE;
            lives++;
            addressesTold = addresses();
            programs.forEach(slot -> slot.start(now));
        }
    }

    /** Switches the host off at once: programs, sockets and all their state are gone, and nobody is told. */
    public void stop() {
        state = HostState.OFF;
        programs.forEach(ProgramSlot::stop);
        udp.closeAll();
        streams.closeAll();
        deferred.clear();
    }

    /** Puts the host to sleep; does nothing unless it is awake. */
    public void suspend(long now) {
        if (state == HostState.AWAKE) {
            state = HostState.ASLEEP;
            clocks.fallAsleep(now);
            programs.forEach(ProgramSlot::pause);
            streams.pause();
        }
    }

    /** Wakes the host; does nothing unless it sleeps. Programs hear of it first, then of what came meanwhile. */
    public void wake(long now) {
        if (state != HostState.ASLEEP) {
            return;
        }
        state = HostState.AWAKE;
        Duration slept = clocks.wakeUp(now);
        programs.forEach(slot -> slot.resume(now));
        streams.resume(now);
        tellAll(new HostEvent.Resumed(slept), now);
        tellAddresses(now);
        List<Deferred> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(each -> each.slot.dispatch(each.event, now));
    }

    /**
     * Gives all programs of a host that is awake a {@link HostEvent.DeadlineReached}, which is harmless at
     * any time.
     */
    public void poke(long now) {
        if (state == HostState.AWAKE) {
            programs.forEach(slot -> slot.poke(now));
        }
    }

    private void tellAll(HostEvent event, long now) {
        programs.forEach(slot -> slot.dispatch(event, now));
    }

    // Interfaces and clocks.

    /** Switches an interface on or off. */
    public void enableInterface(String interfaceName, boolean enabled, long now) {
        interfaces.named(interfaceName).enable(enabled);
        interfacesChanged(now);
    }

    /** Switches one interface off and another on; programs hear of both as one change. */
    public void switchInterface(String from, String to, long now) {
        interfaces.named(from).enable(false);
        interfaces.named(to).enable(true);
        interfacesChanged(now);
    }

    /** Tells an interface whether its link is up. */
    public void carrier(int port, boolean present, long now) {
        interfaces.get(port).carrier(present);
        interfacesChanged(now);
    }

    /** Replaces all addresses of an interface. */
    public void assign(String interfaceName, List<IpAddress> addresses, long now) {
        interfaces.named(interfaceName).assign(addresses);
        interfacesChanged(now);
    }

    private void interfacesChanged(long now) {
        interfaces.changed();
        if (state == HostState.AWAKE) {
            tellAddresses(now);
        }
    }

    private void tellAddresses(long now) {
        List<IpAddress> current = addresses();
        if (!current.equals(addressesTold)) {
            addressesTold = current;
            tellAll(new HostEvent.AddressesChanged(current), now);
        }
    }

    /** Sets the wall clock forward, or back by a negative step. */
    public void stepWallClock(Duration step, long now) {
        clocks.stepWall(step, now);
        if (state == HostState.AWAKE) {
            tellAll(new HostEvent.WallClockSet(), now);
        }
    }

    /** @param ppm how much faster than true time the wall clock runs from now on, in millionths, -500000 to 500000 */
    public void skewWallClock(long ppm, long now) {
        clocks.skewWall(ppm, now);
    }

    // Packets.

    @Override
    public void receive(Packet packet, int port, long nowNanos) {
        DropReason refusal = refusal(packet, port);
        if (refusal != null) {
            context.drop(packet, refusal, nowNanos);
        } else if (leastProcessingNanos + processingSpreadNanos == 0) {
            process(packet, nowNanos);
        } else {
            await(packet, nowNanos);
        }
    }

    /** Why the host does not take a packet in, or null. */
    private DropReason refusal(Packet packet, int port) {
        if (state != HostState.AWAKE) {
            return notAwake();
        }
        if (!interfaces.takes(packet.destination().address(), port)) {
            return interfaces.get(port).isUp() ? DropReason.WRONG_HOST : DropReason.INTERFACE_DOWN;
        }
        return packet.isCorrupted() ? DropReason.CHECKSUM_FAILED : null;
    }

    private DropReason notAwake() {
        return state == HostState.OFF ? DropReason.HOST_DOWN : DropReason.HOST_ASLEEP;
    }

    /** Packets are processed in the order in which they came. */
    private void await(Packet packet, long now) {
        if (inbox.size() == MAX_WAITING_PACKETS) {
            context.drop(packet, DropReason.RECEIVE_BUFFER_FULL, now);
            return;
        }
        lastProcessing = Math.max(lastProcessing, now + drawProcessingNanos());
        inbox.add(packet, lastProcessing);
    }

    /** How long this host takes for one thing; draws only if the time varies. */
    long drawProcessingNanos() {
        return processingSpreadNanos == 0
                ? leastProcessingNanos
                : leastProcessingNanos + processingRandom.nextLong(processingSpreadNanos + 1);
    }

    private void process(Packet packet, long now) {
        if (state != HostState.AWAKE) {
            context.drop(packet, notAwake(), now);
            return;
        }
        switch (packet.transport()) {
            case UDP -> udp.deliver(packet, now);
            case STREAM -> streams.deliver(packet, now);
            case ICMP -> deliverError(packet, now);
        }
    }

    private void deliverError(Packet packet, long now) {
        switch (packet.quotedTransport()) {
            case UDP -> udp.deliverError(packet, now);
            case STREAM -> streams.deliverError(packet, now);
            case ICMP -> context.drop(packet, DropReason.ICMP_UNMATCHED, now);
        }
    }

    /** Sends a packet from the interface that has its source address, or to this host itself. */
    void transmit(Packet packet, long now) {
        context.sent(packet, now);
        NetworkInterface via = interfaces.carrying(packet.source().address());
        if (interfaces.isOwn(packet.destination().address())) {
            loopBack(packet, now);
        } else if (via == null) {
            context.drop(packet, DropReason.NO_SOURCE_ADDRESS, now);
        } else {
            via.outlet().send(packet, now);
        }
    }

    /** Packets to this host itself come back as an event of their own, never inside the call that sends them. */
    void loopBack(Packet packet, long now) {
        await(packet, now);
    }

    // What programs ask for.

    /** As {@link Host#resolve}. */
    void resolve(ProgramSlot slot, String wanted) {
        int life = lives;
        context.timer(now -> answer(slot, wanted, life, now)).setAt(now() + names.delay().toNanos());
    }

    private void answer(ProgramSlot slot, String wanted, int life, long now) {
        if (life != lives || state == HostState.OFF) {
            return;
        }
        HostEvent answer = new HostEvent.NameResolved(wanted, names.find(wanted));
        if (state == HostState.ASLEEP) {
            deferred.add(new Deferred(slot, answer));
        } else {
            slot.dispatch(answer, now);
        }
    }

    UdpLayer udp() {
        return udp;
    }

    StreamLayer streams() {
        return streams;
    }

    HostClocks clocks() {
        return clocks;
    }

    ElementContext context() {
        return context;
    }

    /** Virtual time. */
    long now() {
        return context.queue().now();
    }

    private record Deferred(ProgramSlot slot, HostEvent event) {
    }
}
