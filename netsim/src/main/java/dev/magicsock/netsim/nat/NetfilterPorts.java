package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import java.util.random.RandomGenerator;

/**
 * How Linux netfilter finds the external port of a new flow ({@code net/netfilter/nf_nat_core.c}, {@code
 * get_unique_tuple} and {@code nf_nat_l4proto_unique_tuple}).
 *
 * <p>Draws: 16 bits for each round of the search, none where a port that is known beforehand will do.
 */
final class NetfilterPorts {

    /** {@code NF_NAT_MAX_ATTEMPTS}: how many ports the first round of the search tries. */
    private static final int ATTEMPTS = 128;
    /** A round that could not try more than these is the last one. */
    private static final int FEWEST_ATTEMPTS = 16;
    private static final int DRAWN_OFFSETS = 1 << 16;

    /** Ports below 512 stay there, and those below 1024 become some that Sun RPC does not take for credentials. */
    private static final PortRange CREDENTIALS = new PortRange(1, 511);
    private static final PortRange PRIVILEGED = new PortRange(600, 1023);

    private final RandomGenerator random;
    private final ExternalPorts.Flows flows;

    NetfilterPorts(RandomGenerator random, ExternalPorts.Flows flows) {
        this.random = random;
        this.flows = flows;
    }

    /** An external endpoint that nobody has towards the remote one, or null if the search finds none. */
    IpEndpoint choose(ExternalAddress at, NatBehavior behavior, PortAssignment.Netfilter assignment,
            IpEndpoint internal, IpEndpoint remote) {
        IpEndpoint known = switch (assignment.first()) {
            case KNOWN_PORT -> known(at, behavior, internal, remote);
            case RANDOM_PORT -> null;
        };
        return known != null ? known : search(at, range(behavior, internal.port()), remote);
    }

    /** The port that the internal endpoint has in its newest mapping, or else the internal one. */
    private IpEndpoint known(ExternalAddress at, NatBehavior behavior, IpEndpoint internal, IpEndpoint remote) {
        IpEndpoint newest = flows.newestOf(internal);
        if (newest != null && newest.address().equals(at.address) && isFree(newest, behavior, remote)) {
            return newest;
        }
        IpEndpoint same = at.endpoint(internal.port());
        return isFree(same, behavior, remote) ? same : null;
    }

    private boolean isFree(IpEndpoint external, NatBehavior behavior, IpEndpoint remote) {
        return behavior.portRange().contains(external.port()) && !flows.isTaken(external, remote);
    }

    /** Rounds that begin anywhere, each half as long as the one before, so that a full table costs little time. */
    private IpEndpoint search(ExternalAddress at, PortRange range, IpEndpoint remote) {
        int attempts = Math.min(range.size(), ATTEMPTS);
        while (true) {
            int offset = random.nextInt(DRAWN_OFFSETS);
            for (int i = 0; i < attempts; i++) {
                IpEndpoint external = at.endpoint(range.first() + (offset + i) % range.size());
                if (!flows.isTaken(external, remote)) {
                    return external;
                }
            }
            if (attempts >= range.size() || attempts < FEWEST_ATTEMPTS) {
                return null;
            }
            attempts /= 2;
        }
    }

    /** Without a range of its own, the translator stays among ports that mean the same as the internal one. */
    private static PortRange range(NatBehavior behavior, int internalPort) {
        if (!behavior.portRange().equals(PortRange.ALL)) {
            return behavior.portRange();
        }
        if (internalPort <= CREDENTIALS.last()) {
            return CREDENTIALS;
        }
        return internalPort <= PRIVILEGED.last() ? PRIVILEGED : PortRange.UNPRIVILEGED;
    }
}
