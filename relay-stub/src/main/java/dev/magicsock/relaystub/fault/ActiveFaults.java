package dev.magicsock.relaystub.fault;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.FrameType;
import dev.magicsock.relaystub.server.AccessControl;
import dev.magicsock.relaystub.server.ConnectionId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The faults that are at work now. Begun and ended by any thread, effective with the next connection or message.
 *
 * <p>The same fault may be at work twice. A random number is drawn only for a message that a drop concerns, so that one
 * fault does not change what another does.
 */
public final class ActiveFaults implements RelayFaults {

    private final RandomGenerator random;
    /** Replaced, never changed: the relay's thread reads it with every message. */
    private volatile List<RelayFault> active = List.of();

    /** @param random used on the relay's thread only */
    public ActiveFaults(RandomGenerator random) {
        this.random = Objects.requireNonNull(random);
    }

    /** Lets a fault begin. */
    public synchronized void begin(RelayFault fault) {
        List<RelayFault> more = new ArrayList<>(active);
        more.add(fault);
        active = List.copyOf(more);
    }

    /** Ends a fault that began; does nothing otherwise. */
    public synchronized void end(RelayFault fault) {
        List<RelayFault> fewer = new ArrayList<>(active);
        fewer.remove(fault);
        active = List.copyOf(fewer);
    }

    /** The same access control, but for those whom a fault denies. */
    public AccessControl over(AccessControl accessControl) {
        return request -> denies(request.endpoint())
                ? new AccessControl.Decision.Denied(AccessControl.NOT_AUTHORIZED) : accessControl.decide(request);
    }

    private boolean denies(EndpointId endpoint) {
        return active.stream().anyMatch(fault ->
                fault instanceof RelayFault.Deny(Clients clients) && clients.include(endpoint));
    }

    @Override
    public Fate ofConnection(InetSocketAddress client) {
        return active.stream().anyMatch(RelayFault.HalfOpen.class::isInstance) ? new Fate.Drop() : Fate.PASS;
    }

    @Override
    public Fate fromClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
        return fate(Direction.FROM_CLIENTS, client, message);
    }

    @Override
    public Fate toClient(ConnectionId connection, Optional<EndpointId> client, byte[] message) {
        return fate(Direction.TO_CLIENTS, client, message);
    }

    private Fate fate(Direction way, Optional<EndpointId> client, byte[] message) {
        Duration delay = Duration.ZERO;
        for (RelayFault fault : active) {
            switch (fault) {
                case RelayFault.Silence(Clients clients, Direction direction) -> {
                    if (direction.includes(way) && clients.include(client)) {
                        return new Fate.Drop();
                    }
                }
                case RelayFault.Drop(Clients clients, Direction direction, double ratio) -> {
                    if (direction.includes(way) && clients.include(client) && carriesDatagrams(message)
                            && random.nextDouble() < ratio) {
                        return new Fate.Drop();
                    }
                }
                case RelayFault.Delay(Clients clients, Direction direction, Duration by) -> {
                    if (direction.includes(way) && clients.include(client)) {
                        delay = delay.plus(by);
                    }
                }
                case RelayFault.HalfOpen _, RelayFault.Deny _ -> {
                    // Those concern connections, not messages.
                }
            }
        }
        return delay.isZero() ? Fate.PASS : new Fate.Delay(delay);
    }

    private static boolean carriesDatagrams(byte[] message) {
        FrameType type = FrameType.orNull(message);
        return type == FrameType.CLIENT_TO_RELAY_DATAGRAM || type == FrameType.CLIENT_TO_RELAY_DATAGRAM_BATCH
                || type == FrameType.RELAY_TO_CLIENT_DATAGRAM || type == FrameType.RELAY_TO_CLIENT_DATAGRAM_BATCH;
    }
}
