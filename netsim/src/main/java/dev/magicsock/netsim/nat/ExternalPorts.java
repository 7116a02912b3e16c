package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The external addresses of a translator for one transport, and which of their ports are in use.
 *
 * <p>Draws: one at the start if addresses are several (which of them is paired with whom), one per mapping if they are
 * pooled arbitrarily, one per mapping that gets a random port, one per address for the start of a sequence, and what
 * {@link NetfilterPorts} draws.
 */
final class ExternalPorts {

    /** How many free ports are tried for one mapping when claims of unsolicited packets stand in the way. */
    private static final int CLAIMED_PORTS_TRIED = 64;

    /** What the owner of the ports knows about flows. */
    interface Flows {

        /** True if a packet from the remote endpoint to the external one would belong to somebody already. */
        boolean isTaken(IpEndpoint external, IpEndpoint remote);

        /** True if a live mapping has the external endpoint, so that another one may share it. */
        boolean isLive(IpEndpoint external);

        /** The external endpoint of the newest live mapping that the internal one has, or null. */
        IpEndpoint newestOf(IpEndpoint internal);
    }

    private final ExternalAddress[] addresses;
    private final Map<IpAddress, ExternalAddress> byAddress = new LinkedHashMap<>();
    private final RandomGenerator random;
    private final Flows flows;
    private final NetfilterPorts netfilter;
    private final int pairingSalt;
    private final AddressBindings bindings;
    private int blockLayout;

    ExternalPorts(List<IpAddress> addresses, AddressBindings bindings, RandomGenerator random, Flows flows) {
        this.addresses = addresses.stream().map(ExternalAddress::new).toArray(ExternalAddress[]::new);
        for (ExternalAddress address : this.addresses) {
            byAddress.put(address.address, address);
        }
        this.bindings = bindings;
        this.random = random;
        this.flows = flows;
        this.netfilter = new NetfilterPorts(random, flows);
        this.pairingSalt = addresses.size() > 1 ? random.nextInt() : 0;
    }

    /** Ends the blocks that subscribers have, because their layout changes; ports in use stay so. */
    void resetBlocks() {
        blockLayout++;
        for (ExternalAddress address : addresses) {
            address.blocks.clear();
        }
    }

    /** Takes a port for a new mapping, or returns null if the assignment finds none. */
    IpEndpoint assign(NatBehavior behavior, Subscriber subscriber, IpEndpoint internal, IpEndpoint remote) {
        return switch (behavior.pooling()) {
            case PAIRED -> takeAt(addresses[paired(internal.address())], behavior, subscriber, internal, remote);
            case ARBITRARY -> takeAnywhere(behavior, subscriber, internal, remote);
            case ONE_TO_ONE -> {
                IpAddress own = bindings.bind(internal.address());
                yield own == null ? null : takeAt(byAddress.get(own), behavior, subscriber, internal, remote);
            }
        };
    }

    /**
     * Takes a port that the inside asks for: the suggested one if nobody has it, or else the next higher; null if there
     * is none.
     *
     * @param suggested 0 for any
     */
    IpEndpoint assignRequested(NatBehavior behavior, IpEndpoint internal, int suggested) {
        ExternalAddress at = byAddress.get(addressOf(behavior, internal));
        PortRange range = behavior.portRange();
        int port = at.used.nextFree(within(range, suggested), range.first(), range.last());
        if (port < 0) {
            return null;
        }
        at.used.add(port);
        return at.endpoint(port);
    }

    /** The external address for what an internal one asks for; the paired one even where others are arbitrary. */
    IpAddress addressOf(NatBehavior behavior, IpEndpoint internal) {
        if (behavior.pooling() == Pooling.ONE_TO_ONE) {
            IpAddress own = bindings.bind(internal.address());
            return own == null ? addresses[0].address : own;
        }
        return addresses[paired(internal.address())].address;
    }

    /** The internal address that has this external address to itself, or null. */
    IpAddress ownerOf(IpAddress external) {
        return bindings.internalOf(external);
    }

    private IpEndpoint takeAnywhere(NatBehavior behavior, Subscriber subscriber, IpEndpoint internal,
            IpEndpoint remote) {
        int first = addresses.length == 1 ? 0 : random.nextInt(addresses.length);
        for (int i = 0; i < addresses.length; i++) {
            ExternalAddress address = addresses[(first + i) % addresses.length];
            IpEndpoint external = takeAt(address, behavior, subscriber, internal, remote);
            if (external != null) {
                return external;
            }
        }
        return null;
    }

    private IpEndpoint takeAt(ExternalAddress address, NatBehavior behavior, Subscriber subscriber, IpEndpoint internal,
            IpEndpoint remote) {
        IpEndpoint external = assignAt(address, behavior, subscriber, internal, remote);
        if (external != null) {
            address.used.add(external.port());
        }
        return external;
    }

    void release(IpEndpoint external) {
        holder(external).used.remove(external.port());
    }

    /** Gives the block of a subscriber without mappings back. */
    void releaseBlock(Subscriber subscriber, IpEndpoint external) {
        if (subscriber.blockFirst != 0 && subscriber.blockLayout == blockLayout) {
            holder(external).blocks.clear(subscriber.blockIndex);
        }
        subscriber.blockFirst = 0;
    }

    private ExternalAddress holder(IpEndpoint external) {
        ExternalAddress holder = byAddress.get(external.address());
        if (holder == null) {
            throw new IllegalStateException(external + " is at none of the external addresses");
        }
        return holder;
    }

    private int paired(IpAddress internal) {
        return Math.floorMod((internal.hashCode() ^ pairingSalt) * 0x9E3779B9 >> 8, addresses.length);
    }

    private IpEndpoint assignAt(ExternalAddress at, NatBehavior behavior, Subscriber subscriber, IpEndpoint internal,
            IpEndpoint remote) {
        return switch (behavior.ports()) {
            case PortAssignment.Preserving(var whenTaken) -> {
                IpEndpoint same = samePort(at, behavior, internal, remote, at.used.contains(internal.port()));
                yield same != null ? same : fallBack(at, behavior, whenTaken, internal, remote);
            }
            case PortAssignment.PreservingWithOverloading(var whenTaken) -> {
                IpEndpoint same = samePort(at, behavior, internal, remote, isResting(at, internal.port()));
                yield same != null ? same : fallBack(at, behavior, whenTaken, internal, remote);
            }
            case PortAssignment.Sequential(int step) -> sequential(at, behavior, step, internal, remote);
            case PortAssignment.Random _ -> free(at, behavior, randomPort(behavior), internal, remote);
            case PortAssignment.Netfilter assignment -> netfilter.choose(at, behavior, assignment, internal, remote);
            case PortAssignment.PerSubscriberBlock(int size) -> fromBlock(at, behavior, size, subscriber, internal);
        };
    }

    private IpEndpoint samePort(ExternalAddress at, NatBehavior behavior, IpEndpoint internal, IpEndpoint remote,
            boolean refused) {
        if (refused || !behavior.portRange().contains(internal.port())) {
            return null;
        }
        IpEndpoint same = at.endpoint(internal.port());
        return flows.isTaken(same, remote) ? null : same;
    }

    /** A port that is in use but has no live mapping waits for its reuse delay. */
    private boolean isResting(ExternalAddress at, int port) {
        return at.used.contains(port) && !flows.isLive(at.endpoint(port));
    }

    private IpEndpoint fallBack(ExternalAddress at, NatBehavior behavior, PortAssignment.WhenTaken whenTaken,
            IpEndpoint internal, IpEndpoint remote) {
        int from = switch (whenTaken) {
            case NEXT_HIGHER -> within(behavior.portRange(), internal.port() + 1);
            case RANDOM -> randomPort(behavior);
        };
        return free(at, behavior, from, internal, remote);
    }

    private IpEndpoint sequential(ExternalAddress at, NatBehavior behavior, int step, IpEndpoint internal,
            IpEndpoint remote) {
        PortRange range = behavior.portRange();
        if (at.nextInSequence == 0) {
            at.nextInSequence = randomPort(behavior);
        }
        IpEndpoint external = free(at, behavior, within(range, at.nextInSequence), internal, remote);
        if (external != null) {
            at.nextInSequence = range.first() + (external.port() - range.first() + step) % range.size();
        }
        return external;
    }

    private IpEndpoint fromBlock(ExternalAddress at, NatBehavior behavior, int size, Subscriber subscriber,
            IpEndpoint internal) {
        if (subscriber.blockFirst == 0 || subscriber.blockLayout != blockLayout) {
            int index = at.blocks.nextClearBit(0);
            if (index >= behavior.portRange().size() / size) {
                return null;
            }
            at.blocks.set(index);
            subscriber.blockIndex = index;
            subscriber.blockLayout = blockLayout;
            subscriber.blockFirst = behavior.portRange().first() + index * size;
        }
        int first = subscriber.blockFirst;
        int port = at.nextFree(first, first, first + size - 1, behavior.portParity(), internal.port());
        if (port < 0 && subscriber.mappings == 0) {
            at.blocks.clear(subscriber.blockIndex);
            subscriber.blockFirst = 0;
        }
        return port < 0 ? null : at.endpoint(port);
    }

    /** The first free port from {@code from} on, going round; null if there is none. */
    private IpEndpoint free(ExternalAddress at, NatBehavior behavior, int from, IpEndpoint internal,
            IpEndpoint remote) {
        PortRange range = behavior.portRange();
        int next = from;
        for (int tried = 0; tried < CLAIMED_PORTS_TRIED; tried++) {
            int port = at.nextFree(next, range.first(), range.last(), behavior.portParity(), internal.port());
            if (port < 0) {
                return null;
            }
            IpEndpoint external = at.endpoint(port);
            if (!flows.isTaken(external, remote)) {
                return external;
            }
            next = within(range, port + 1);
        }
        return null;
    }

    private int randomPort(NatBehavior behavior) {
        return behavior.portRange().first() + random.nextInt(behavior.portRange().size());
    }

    private static int within(PortRange range, int port) {
        return range.contains(port) ? port : range.first();
    }
}
