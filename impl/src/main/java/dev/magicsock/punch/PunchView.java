package dev.magicsock.punch;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.netreport.StunSighting;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Puncher} may know about itself, its NAT and its remote. Lists are snapshots in an order that is the
 * same in every run.
 */
public interface PunchView {

    /** Who we are. */
    EndpointId self();

    /** Who is to be reached. */
    EndpointId remote();

    /**
     * Whether our user or discovery named the remote before anything was heard from it. Both sides may have done so.
     */
    boolean isInitiator();

    /** When the application last sent something to the remote; empty if it never has. */
    Optional<Instant> lastSent();

    /** Where we may be reached, the likeliest first, at most 32. */
    List<LocalCandidate> localCandidates();

    /**
     * What each STUN server told last about each socket: several servers show whether the mapping depends on the
     * destination (RFC 4787 section 4.1) and how ports are assigned (section 4.2).
     */
    List<StunSighting> stunSightings();

    /** Whom {@link PunchActions#askStun} may ask, in the order of the configuration. */
    List<InetSocketAddress> stunServers();

    /** One for each socket of ours and each known address of the remote that it can reach, oldest address first. */
    List<RemotePath> paths();

    /** Whether a direct path is validated. */
    boolean hasDirectPath();

    /** The smoothed time from us through the relay to the remote and back; empty before it was measured. */
    Optional<Duration> relayRoundTrip();

    /** Whether {@link PunchActions#callMeMaybe} would be sent now. */
    boolean canCall();

    /** How many datagrams may still be ordered by {@link PunchActions#ping}, as {@link PunchBudget} has it. */
    int datagramsLeft();
}
