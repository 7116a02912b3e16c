package dev.magicsock.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.core.DropReason;
import dev.magicsock.flight.FlightLog;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What JDK Flight Recorder sees of an endpoint. */
@Timeout(120)
class FlightRecordingIntegrationTest {

    private static final EndpointId OWN = EchoNodes.key(1).id();
    private static final EndpointId REMOTE = EchoNodes.key(2).id();
    private static final RelayUrl RELAY = RelayUrl.parse("https://relay.test/?token=secret");
    private static final PathId DIRECT = new PathId.Direct(new SocketId(1), SocketAddresses.parse("192.0.2.1:7"));

    @TempDir
    private Path folder;
    private final EchoNodes nodes = new EchoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void theLifeOfAConnectionIsRecorded() throws Exception {
        List<RecordedEvent> events = record(this::connectEchoAndClose);

        RecordedEvent opened = only("ConnectionOpened", events);
        assertEquals(REMOTE.toString(), opened.getString("remote"));
        assertEquals(EchoNodes.PROTOCOL, opened.getString("protocol"));
        assertTrue(opened.getBoolean("dialled"));
        RecordedEvent selected = of("PathSelected", events).getFirst();
        assertEquals("IPV4", selected.getString("kind"));
        assertTrue(selected.getDuration("roundTrip").isPositive());
        assertFalse(of("PathValidated", events).isEmpty());
        assertTrue(only("ConnectionClosed", events).getString("how").contains("application error 7"));
    }

    private void connectEchoAndClose() throws Exception {
        CountDownLatch selected = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        MagicSock alice = nodes.keep(EchoNodes.loopback(1).listener((event, _) -> {
            if (event instanceof EndpointEvent.PathSelected) {
                selected.countDown();
            } else if (event instanceof EndpointEvent.Closed) {
                closed.countDown();
            }
        }).bind());
        MagicSock bob = nodes.echoing(EchoNodes.loopback(2));
        Connection connection = alice.connect(bob.address(), EchoNodes.PROTOCOL);
        EchoNodes.assertEchoes(connection, 1000, 1);
        assertTrue(selected.await(EchoNodes.PATIENCE_SECONDS, TimeUnit.SECONDS));
        connection.close(7, "enough");
        assertTrue(closed.await(EchoNodes.PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void everyKindOfEventIsRecordedWithoutTokens() throws Exception {
        FlightLog log = new FlightLog(OWN);
        List<RecordedEvent> events = record(() -> {
            log.pathValidated(REMOTE, DIRECT, Duration.ofMillis(3));
            log.pathSelected(REMOTE, new PathId.Relayed(RELAY), Optional.empty(), "the only one");
            log.pathClosed(REMOTE, DIRECT, Optional.of(Duration.ofMillis(3)), "no answer");
            log.accepted(REMOTE, "a/1");
            log.connectionClosed(REMOTE, "a/1", "lost");
            log.relayConnected(RELAY);
            log.relayLost(RELAY, "gone");
            log.homeRelayChanged(RELAY);
            log.dropped(Optional.empty(), DropReason.UNKNOWN_PROTOCOL, 9, 1);
        });

        assertEquals(9, events.size());
        events.forEach(event -> assertEquals(OWN.toString(), event.getString("endpoint")));
        events.forEach(event -> assertFalse(event.toString().contains("secret"), event::toString));
        assertEquals("https://relay.test/", only("RelayLost", events).getString("relay"));
        assertEquals("gone", only("RelayLost", events).getString("reason"));
        assertEquals("relay https://relay.test/", only("PathSelected", events).getString("path"));
        assertEquals(-1, only("PathSelected", events).getLong("roundTrip"));
        assertEquals(Duration.ofMillis(3), only("PathClosed", events).getDuration("roundTrip"));
        assertFalse(only("ConnectionOpened", events).getBoolean("dialled"));
        assertEquals("UNKNOWN_PROTOCOL", only("DatagramDropped", events).getString("reason"));
    }

    @Test
    void aFloodOfDropsDoesNotFillTheRecording() throws Exception {
        FlightLog log = new FlightLog(OWN);
        List<RecordedEvent> events = record(() -> {
            for (int i = 1; i <= 10_000; i++) {
                log.dropped(Optional.of(REMOTE), DropReason.INVALID_PROBE, 100, i);
            }
        });

        assertTrue(events.size() < 1000, () -> events.size() + " events");
    }

    /** What a test does meanwhile. */
    private interface Action {
        void run() throws Exception;
    }

    /** Events of the endpoint under test alone: others in this JVM may be recorded as well. */
    private List<RecordedEvent> record(Action action) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        return read(file);
    }

    private static List<RecordedEvent> read(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.magicsock."))
                .filter(event -> OWN.toString().equals(event.getString("endpoint"))).toList();
    }

    private static RecordedEvent only(String name, List<RecordedEvent> events) {
        List<RecordedEvent> found = of(name, events);
        assertEquals(1, found.size(), () -> name + " in " + events);
        return found.getFirst();
    }

    private static List<RecordedEvent> of(String name, List<RecordedEvent> events) {
        return events.stream().filter(event -> event.getEventType().getName().equals("dev.magicsock." + name)).toList();
    }
}
