package dev.magicsock.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PkarrPublisherTest {

    private static final SecretKey KEY = SecretKey.of(new byte[32]);
    private static final RelayUrl RELAY = RelayUrl.parse("https://a.example");
    private static final RelayUrl OTHER = RelayUrl.parse("https://b.example");
    private static final Instant WALL = Instant.parse("2026-11-22T00:00:00Z");

    private final PkarrPublisher publisher = new PkarrPublisher(KEY, PublishedAddresses.RELAYS_ONLY);

    @Test
    void nothingIsDueBeforeThereIsSomethingToTell() {
        assertEquals(Optional.empty(), publisher.nextDeadline());
        publisher.publish(EndpointInfo.of(EndpointAddr.of(KEY.id())), at(0));
        publisher.publish(EndpointInfo.of(new EndpointAddr(KEY.id(), List.of(),
                List.of(SocketAddresses.parse("192.0.2.1:1")))), at(0));
        assertEquals(Optional.empty(), publisher.nextDeadline());
        assertEquals(Optional.empty(), publisher.packetDue(WALL, at(0)));
    }

    @Test
    void aChangeIsPublishedAtOnceAndAgainEveryFiveMinutes() {
        publisher.publish(at(RELAY), at(0));
        SignedPacket first = publisher.packetDue(WALL, at(0)).orElseThrow();
        assertEquals(new RecordResult.Parsed<>(at(RELAY)), first.info());
        publisher.succeeded(at(1));
        assertEquals(Optional.of(new Deadline(at(301), "pkarr publish")), publisher.nextDeadline());
        assertEquals(Optional.empty(), publisher.packetDue(WALL, at(300)));

        assertTrue(publisher.packetDue(WALL.plusSeconds(301), at(301)).orElseThrow().replaces(first));

        publisher.succeeded(at(302));
        publisher.publish(at(OTHER), at(303));
        assertEquals(Optional.of(new Deadline(at(303), "pkarr publish")), publisher.nextDeadline());
    }

    @Test
    void theSameAgainIsNoChange() {
        publisher.publish(at(RELAY), at(0));
        publisher.packetDue(WALL, at(0));
        publisher.succeeded(at(0));
        publisher.publish(EndpointInfo.of(new EndpointAddr(KEY.id(), List.of(RELAY),
                List.of(SocketAddresses.parse("192.0.2.1:1")))), at(10));
        assertEquals(Optional.of(new Deadline(at(300), "pkarr publish")), publisher.nextDeadline());
    }

    @Test
    void failuresAreRepeatedWithAGrowingPause() {
        publisher.publish(at(RELAY), at(0));
        long second = 0;
        for (int pause = 1; pause <= 3; pause++) {
            publisher.packetDue(WALL, at(second)).orElseThrow();
            publisher.failed(at(second));
            second += pause;
            assertEquals(Optional.of(new Deadline(at(second), "pkarr publish")), publisher.nextDeadline());
        }
        for (int i = 0; i < 1000; i++) {
            publisher.failed(at(second));
        }
        assertEquals(Optional.of(new Deadline(at(second + 300), "pkarr publish")), publisher.nextDeadline());
    }

    @Test
    void oneAtATimeAndAChangeMeanwhileGoesRightAfterIt() {
        publisher.publish(at(RELAY), at(0));
        publisher.packetDue(WALL, at(0)).orElseThrow();
        publisher.publish(at(OTHER), at(1));
        assertEquals(Optional.empty(), publisher.nextDeadline());
        assertEquals(Optional.empty(), publisher.packetDue(WALL, at(1)));

        publisher.succeeded(at(2));

        assertEquals(Optional.of(new Deadline(at(2), "pkarr publish")), publisher.nextDeadline());
        assertEquals(new RecordResult.Parsed<>(at(OTHER)), publisher.packetDue(WALL, at(2)).orElseThrow().info());
    }

    @Test
    void timestampsGrowThoughTheClockIsSetBack() {
        publisher.publish(at(RELAY), at(0));
        long first = publisher.packetDue(WALL, at(0)).orElseThrow().timestamp();
        publisher.failed(at(0));
        long second = publisher.packetDue(WALL.minusSeconds(3600), at(1)).orElseThrow().timestamp();
        publisher.failed(at(1));
        long third = publisher.packetDue(Instant.parse("1901-01-01T00:00:00Z"), at(3)).orElseThrow().timestamp();

        assertEquals(WALL.getEpochSecond() * 1_000_000, first);
        assertEquals(first + 1, second);
        assertEquals(first + 2, third);
    }

    @Test
    void nothingLeftIsPublishedTooSoThatNobodyIsSentAstray() {
        publisher.publish(at(RELAY), at(0));
        publisher.packetDue(WALL, at(0));
        publisher.succeeded(at(0));
        publisher.publish(EndpointInfo.of(EndpointAddr.of(KEY.id())), at(5));
        assertTrue(publisher.packetDue(WALL, at(5)).isPresent());
    }

    @Test
    void nothingIsPublishedAboutOthers() {
        EndpointInfo other = EndpointInfo.of(EndpointAddr.of(SecretKey.of(filled()).id()));
        assertThrows(IllegalArgumentException.class, () -> publisher.publish(other, at(0)));
    }

    private static EndpointInfo at(RelayUrl relay) {
        return EndpointInfo.of(new EndpointAddr(KEY.id(), List.of(relay), List.of()));
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private static byte[] filled() {
        byte[] bytes = new byte[32];
        bytes[0] = 1;
        return bytes;
    }
}
