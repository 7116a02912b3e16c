package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.clock.EventQueue;
import dev.magicsock.netsim.clock.Timer;
import dev.magicsock.netsim.element.PacketLedger;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.host.SimulatedHost;
import dev.magicsock.netsim.link.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A network that runs in virtual time.
 *
 * <p>Nothing happens except inside {@link #run} and {@link #runUntil}, on the thread that calls them; virtual time
 * starts at {@link Instant#EPOCH}. Equal builders with equal seeds run equally, event by event. Not thread-safe;
 * networks share nothing with each other.
 */
public final class Network {

    private final EventQueue queue;
    private final PacketLedger ledger;
    private final Links links;
    private final Map<String, RouterNode> routers;
    private final Map<String, HostNode> hosts;
    private final FaultInjector faults;

    Network(Simulation simulation, Links links, Map<String, RouterNode> routers, Map<String, HostNode> hosts) {
        this.queue = simulation.queue();
        this.ledger = simulation.ledger();
        this.links = links;
        this.routers = routers;
        this.hosts = hosts;
        this.faults = new FaultInjector(links, routers, hosts);
    }

    /** Starts to describe a network whose every random number follows from this seed. */
    public static NetworkBuilder builder(long seed) {
        return new NetworkBuilder(seed);
    }

    /** Virtual time. */
    public Instant now() {
        return Instant.EPOCH.plusNanos(queue.now());
    }

    /**
     * Lets the network run for a while; everything due up to and including the end happens.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public void run(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time cannot run for " + duration);
        }
        queue.runUntil(Math.addExact(queue.now(), duration.toNanos()));
    }

    /**
     * Lets the network run up to and including an instant.
     *
     * @throws IllegalArgumentException if the instant has passed
     */
    public void runUntil(Instant end) {
        long endNanos = nanos(end);
        if (endNanos < queue.now()) {
            throw new IllegalArgumentException("cannot run until " + end + ": it is " + now() + " already");
        }
        queue.runUntil(endNanos);
    }

    /**
     * Does something at an instant, behind what is due then already.
     *
     * @throws IllegalArgumentException if the instant has passed
     */
    public void schedule(Instant at, Runnable action) {
        new Timer(queue, _ -> action.run()).setAt(nanos(at));
    }

    /** Lets a fault happen at an instant. */
    public void schedule(Instant at, Fault fault) {
        schedule(at, () -> apply(fault));
    }

    /**
     * Lets a fault happen now. Not to be called by programs.
     *
     * @throws IllegalArgumentException if the fault names something that does not exist
     */
    public void apply(Fault fault) {
        faults.apply(fault, queue.now());
    }

    /**
     * Gives the programs of a host a {@code DeadlineReached}, so that they look at what they were told from outside.
     * Not to be called by programs.
     */
    public void poke(String host) {
        host(host).poke(queue.now());
    }

    /** The addresses that a host has now, in the order of its interfaces. */
    public List<IpAddress> addresses(String host) {
        return host(host).addresses();
    }

    /** The addresses that a router has at its upstream network, IPv4 first; those of its NAT, if it has one. */
    public List<IpAddress> outsideAddresses(String router) {
        RouterNode node = routers.get(router);
        if (node == null) {
            throw new IllegalArgumentException("no router is called '" + router + "'");
        }
        return node.outsideAddresses();
    }

    /** The trace number of a host, which is also the origin of its packets. */
    public int number(String host) {
        return host(host).number();
    }

    /**
     * Lets the trace know of all NAT mappings that have expired by now. NATs tell it when a packet makes them look;
     * at the end of a run nothing does any more. Not to be called by programs.
     */
    public void noticeExpiredMappings() {
        routers.values().forEach(router -> router.noticeExpired(queue.now()));
    }

    /** What became of all packets so far. */
    public PacketLedger ledger() {
        return ledger;
    }

    /** Packets that are on links or wait inside hosts, counted one by one. */
    public long packetsUnderWay() {
        long count = 0;
        for (Link link : links.all()) {
            count += link.up().underWay() + link.down().underWay();
        }
        for (HostNode node : hosts.values()) {
            count += node.host().underWay();
        }
        return count;
    }

    void startAtOnce(String host) {
        SimulatedHost starting = host(host);
        new Timer(queue, starting::start).setAt(queue.now());
    }

    private SimulatedHost host(String name) {
        HostNode node = hosts.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no host is called '" + name + "'");
        }
        return node.host();
    }

    private static long nanos(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos();
    }
}
