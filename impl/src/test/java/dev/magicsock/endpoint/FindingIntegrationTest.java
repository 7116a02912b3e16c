package dev.magicsock.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.discovery.Discovery;
import dev.magicsock.discovery.EndpointInfo;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints that know nothing of each other but who they are. */
@Timeout(120)
class FindingIntegrationTest {

    private final Map<EndpointId, EndpointAddr> board = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final EchoNodes nodes = new EchoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void anIdentityIsEnoughWhereTheRemotePublishes() throws Exception {
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).discovery(Board::new).bind());
        MagicSock bob = nodes.echoing(EchoNodes.loopback(2).discovery(Board::new));

        try (Connection connection = alice.connect(bob.id(), EchoNodes.PROTOCOL)) {
            EchoNodes.assertEchoes(connection, 1000, 1);
        }
        assertEquals(bob.address(), board.get(bob.id()));
    }

    @Test
    void aServiceThatFailsAndOneThatIsSilentDoNotStopTheOneThatKnows() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).discovery(_ -> new Answering(() -> {
            throw new IOException("on purpose");
        })).discovery(_ -> new Answering(() -> {
            never.await();
            return Optional.empty();
        })).discovery(Board::new).bind());
        MagicSock bob = nodes.echoing(EchoNodes.loopback(2).discovery(Board::new));

        try (Connection connection = alice.connect(bob.id(), EchoNodes.PROTOCOL)) {
            EchoNodes.assertEchoes(connection, 1000, 1);
        }
        never.countDown();
    }

    @Test
    void somebodyWhomNobodyKnowsIsAnErrorAtOnce() throws Exception {
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).connectTimeout(Duration.ofHours(1)).discovery(Board::new)
                .bind());
        EndpointId nobody = EchoNodes.key(3).id();

        String message = assertThrows(IOException.class, () -> alice.connect(nobody, EchoNodes.PROTOCOL)).getMessage();

        assertTrue(message.contains(nobody.toShortString()), message);
    }

    @Test
    void anAnswerAboutSomebodyElseIsNoAnswer() throws Exception {
        EndpointAddr other = new EndpointAddr(EchoNodes.key(4).id(), List.of(),
                nodes.keep(EchoNodes.loopback(4).bind()).boundAddresses());
        MagicSock alice = nodes.keep(EchoNodes.loopback(1)
                .discovery(_ -> new Answering(() -> Optional.of(EndpointInfo.of(other)))).bind());

        assertThrows(IOException.class, () -> alice.connect(EchoNodes.key(3).id(), EchoNodes.PROTOCOL));
        assertEquals(Optional.empty(), alice.remoteInfo(other.id()));
    }

    @Test
    void nobodyIsAskedWhileThereIsAPathAndServicesEndWithTheEndpoint() throws Exception {
        CountDownLatch selected = new CountDownLatch(1);
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).discovery(Board::new).listener((event, _) -> {
            if (event instanceof EndpointEvent.PathSelected) {
                selected.countDown();
            }
        }).bind());
        MagicSock bob = nodes.echoing(EchoNodes.loopback(2).discovery(Board::new));
        try (Connection first = alice.connect(bob.id(), EchoNodes.PROTOCOL)) {
            EchoNodes.assertEchoes(first, 1000, 1);
            selected.await();
            int before = asked.get();
            alice.connect(bob.id(), EchoNodes.PROTOCOL).close();
            assertEquals(before, asked.get());
        }

        alice.close();
        alice.close();
        assertEquals(1, closed.get());
    }

    /** Everybody sees what everybody publishes. */
    private final class Board implements Discovery {

        private final EndpointId own;

        Board(SecretKey key) {
            own = key.id();
        }

        @Override
        public void publish(EndpointInfo info) {
            assertEquals(own, info.id());
            board.put(own, info.address());
        }

        @Override
        public Optional<EndpointInfo> resolve(EndpointId remote) {
            asked.incrementAndGet();
            return Optional.ofNullable(board.get(remote)).map(EndpointInfo::of);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Answers whatever it is asked. */
    private record Answering(Answer answer) implements Discovery {

        /** What it answers. */
        interface Answer {
            Optional<EndpointInfo> get() throws IOException, InterruptedException;
        }

        @Override
        public void publish(EndpointInfo info) {
        }

        @Override
        public Optional<EndpointInfo> resolve(EndpointId remote) throws IOException, InterruptedException {
            return answer.get();
        }

        @Override
        public void close() {
        }
    }
}
