package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import dev.magicsock.punch.PunchActions;
import dev.magicsock.punch.PunchBudget;
import dev.magicsock.punch.PunchEvent;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.PunchView;
import dev.magicsock.punch.Puncher;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A strategy's own sockets, on real ones. */
@Timeout(60)
class ExtraSocketsIntegrationTest {

    private static final SocketId FIRST = new SocketId(-1);

    private final Hubs hubs = new Hubs();
    private final Hubs.Ear aliceHears = new Hubs.Ear();
    private final Hubs.Ear bobHears = new Hubs.Ear();

    @AfterEach
    void closeAll() {
        hubs.close();
    }

    /** Pings one address from many sockets of its own, and from no other. */
    private record FromManyPorts(InetSocketAddress target, int sockets) implements PunchStrategy, Puncher {

        @Override
        public String name() {
            return "from-many-ports";
        }

        @Override
        public PunchBudget budget() {
            return new PunchBudget(sockets, Duration.ofMinutes(1), sockets);
        }

        @Override
        public Puncher forRemote(RandomGenerator random) {
            return this;
        }

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            if (event instanceof PunchEvent.Wanted) {
                for (int i = 0; i < sockets; i++) {
                    actions.openSocket();
                }
            } else if (event instanceof PunchEvent.SocketOpened(SocketId socket, int _)) {
                actions.ping(new PathId.Direct(socket, target));
            }
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Optional.empty();
        }
    }

    @Test
    void aPathThroughOneOfThemCarriesDatagramsBothWays() throws Exception {
        MagicSocketHub bob = hubs.make(MagicSockConfig.builder().build(), bobHears);
        FromManyPorts strategy = new FromManyPorts(bob.boundAddresses().getFirst(), 16);
        MagicSocketHub alice = hubs.make(MagicSockConfig.builder().strategy(strategy).build(), aliceHears);
        MagicSocket server = bob.openServerSocket();
        MagicSocket client = alice.openClientSocket(new EndpointAddr(bob.id(), List.of(), List.of()));

        PathId path = aliceHears.await(Observation.PathSelected.class).path();
        bobHears.awaitDirect();
        assertTrue(((PathId.Direct) path).socket().value() <= FIRST.value(), path.toString());
        assertEquals(1, alice.boundAddresses().size());

        Hubs.send(client, Hubs.longHeader("random", "alice-id", "hello"));
        InetSocketAddress seen = Hubs.expect(server, "hello");
        Hubs.send(server, seen, Hubs.longHeader("alice-id", "bob-id", "welcome"));
        Hubs.expect(client, "welcome");
    }
}
