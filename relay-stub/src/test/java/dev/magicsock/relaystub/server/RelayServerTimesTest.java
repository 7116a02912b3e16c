package dev.magicsock.relaystub.server;

import static dev.magicsock.relaystub.server.RelayFixture.ALICE;
import static dev.magicsock.relaystub.server.RelayFixture.BOB;
import static dev.magicsock.relaystub.server.RelayFixture.REQUEST;
import static dev.magicsock.relaystub.server.RelayFixture.at;
import static dev.magicsock.relaystub.server.RelayFixture.connection;
import static dev.magicsock.relaystub.server.RelayFixture.datagramFrom;
import static dev.magicsock.relaystub.server.RelayFixture.datagramTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.relay.KeyingMaterialExporter;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.server.RecordedOutput.Closed;
import dev.magicsock.relaystub.server.RecordedOutput.Dropped;
import dev.magicsock.relaystub.server.RecordedOutput.Paused;
import dev.magicsock.relaystub.server.RecordedOutput.Resumed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deadlines, queues, bounds and back-pressure. */
class RelayServerTimesTest {

    private RelayFixture fixture = new RelayFixture();

    @Test
    void whoDoesNotAuthenticateInTimeIsClosed() {
        fixture.open(1, 0);
        assertEquals(at(30_000), runUntilOutput(60_000));
        assertEquals(List.of(new Closed(connection(1), CloseReason.ESTABLISH_TIMEOUT, "")), fixture.output.take());
    }

    @Test
    void silenceIsEndedByAPingAfterFifteenSecondsAndOneToFiveMore() {
        fixture.connect(1, ALICE, 0);
        Instant pingAt = runUntilOutput(60_000);
        long seconds = pingAt.getEpochSecond();
        assertTrue(seconds >= 16 && seconds <= 20 && pingAt.getNano() == 0, pingAt::toString);
        assertEquals(9, fixture.output.takeSentTo(connection(1)).getFirst()[0]);
        fixture.relay.bytesWritten(connection(1), 9, pingAt);
        fixture.relay.deadlineReached(pingAt.plusMillis(4_999));
        assertEquals(List.of(), fixture.output.take());
        fixture.relay.deadlineReached(pingAt.plusMillis(5_000));
        assertEquals(List.of(new Closed(connection(1), CloseReason.PONG_TIMEOUT, "")), fixture.output.take());
    }

    @Test
    void everyReceivedFrameRestartsThePingInterval() {
        fixture.connect(1, ALICE, 0);
        for (int second = 10; second <= 100; second += 10) {
            fixture.relay.deadlineReached(at(second * 1_000L));
            fixture.receive(1, datagramTo(BOB.id(), "x"), second * 1_000L);
        }
        assertTrue(fixture.output.take().stream().noneMatch(RecordedOutput.Sent.class::isInstance));
        assertTrue(runUntilOutput(200_000).getEpochSecond() >= 116);
    }

    @Test
    void pongsKeepTheConnectionAndShortenTheNextDeadline() {
        fixture.connect(1, ALICE, 0);
        Instant firstPing = runUntilOutput(60_000);
        answerPing(firstPing.plusMillis(20));
        Instant secondPing = runUntilOutput(60_000);
        assertTrue(secondPing.isAfter(firstPing.plusSeconds(15)));
        fixture.relay.bytesWritten(connection(1), 9, secondPing);
        fixture.output.take();
        fixture.relay.deadlineReached(secondPing.plusMillis(499));
        assertEquals(List.of(), fixture.output.take());
        fixture.relay.deadlineReached(secondPing.plusMillis(500));
        assertEquals(List.of(new Closed(connection(1), CloseReason.PONG_TIMEOUT, "")), fixture.output.take());
    }

    @Test
    void pingIntervalsAreDrawnAgainAndAgain() {
        fixture.connect(1, ALICE, 0);
        List<Long> pauses = new ArrayList<>();
        Instant last = at(0);
        for (int i = 0; i < 100; i++) {
            Instant ping = runUntilOutput(10_000_000);
            pauses.add(Duration.between(last, ping).toMillis());
            answerPing(ping);
            last = ping;
        }
        assertEquals(List.of(16_000L, 17_000L, 18_000L, 19_000L, 20_000L),
                pauses.stream().distinct().sorted().toList());
    }

    @Test
    void aClientThatDoesNotReadIsClosedAfterTwoSeconds() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        fixture.receive(1, datagramTo(BOB.id(), "stuck"), 1_000);
        fixture.output.take();
        fixture.relay.deadlineReached(at(2_999));
        assertEquals(List.of(), fixture.output.take());
        fixture.relay.deadlineReached(at(3_000));
        assertEquals(new Closed(connection(2), CloseReason.WRITE_TIMEOUT, ""), fixture.output.take().getFirst());
    }

    @Test
    void writesThatGoOnAreNotTimedOut() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        int frame = datagramTo(BOB.id(), "slow").length;
        for (int i = 0; i < 10; i++) {
            fixture.receive(1, datagramTo(BOB.id(), "slow"), 0);
        }
        for (int i = 1; i <= 10; i++) {
            fixture.relay.deadlineReached(at(1_900L * i - 1));
            fixture.written(2, frame, 1_900L * i);
        }
        assertTrue(fixture.output.take().stream().noneMatch(Closed.class::isInstance));
        fixture.receive(1, datagramTo(BOB.id(), "last"), 20_000);
        fixture.relay.deadlineReached(at(22_000));
        assertTrue(fixture.output.take().contains(new Closed(connection(2), CloseReason.WRITE_TIMEOUT, "")),
                "the write timer is set again after a quiet time");
    }

    @Test
    void aFullQueueDropsTheNewestAndTheSenderIsNotTold() {
        fixture = new RelayFixture(smallWindow(), AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        for (int i = 0; i < 513; i++) {
            fixture.receive(1, datagramTo(BOB.id(), "d" + i), 1);
        }
        assertEquals(1, fixture.output.take().size(), "one is being written, 512 wait");
        fixture.receive(1, datagramTo(BOB.id(), "one too many"), 1);
        assertEquals(List.of(new Dropped(connection(1), RelayServerDrop.QUEUE_FULL)), fixture.output.take());
        fixture.written(2, datagramTo(BOB.id(), "d0").length, 1);
        assertArrayEquals(datagramFrom(ALICE.id(), "d1"), fixture.output.takeSentTo(connection(2)).getFirst());
    }

    @Test
    void queuesAreBoundedInBytesToo() {
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        byte[] large = datagramTo(BOB.id(), "x".repeat(60_000));
        int forwarded = 0;
        while (fixture.output.take().stream().noneMatch(Dropped.class::isInstance)) {
            fixture.receive(1, large, 1);
            forwarded++;
        }
        int held = (forwarded - 1) * large.length;
        RelayServerConfig config = RelayServerConfig.STANDARD;
        assertTrue(held <= config.queueBytes() + config.windowBytes(), () -> held + " bytes are held");
    }

    @Test
    void datagramsThatWaitForAConnectionThatEndsAreNamed() {
        fixture = new RelayFixture(smallWindow(), AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        fixture.receive(1, datagramTo(BOB.id(), "is written"), 1);
        fixture.receive(1, datagramTo(BOB.id(), "waits"), 1);
        fixture.output.take();
        fixture.relay.connectionClosed(connection(2), at(2));
        assertEquals(List.of(new Dropped(connection(2), RelayServerDrop.RECIPIENT_GONE)), fixture.output.take());
        assertEquals(1, fixture.relay.metrics().count(RelayServerCounter.DATAGRAM_FRAMES_STRANDED));
    }

    @Test
    void pongsGoBeforeDatagramsAndDatagramsBeforeControlFrames() {
        fixture = new RelayFixture(smallWindow(), AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        fixture.receive(1, datagramTo(BOB.id(), "is written"), 1);
        fixture.receive(1, datagramTo(BOB.id(), "waits"), 1);
        fixture.relay.connectionClosed(connection(1), at(1));
        fixture.receive(2, new RelayFrame.Ping(6), 1);
        fixture.receive(2, new RelayFrame.Ping(7), 1);
        int pending = fixture.output.takeSentTo(connection(2)).getFirst().length;
        for (byte[] expected : List.of(RelayFrameCodec.encode(new RelayFrame.Pong(7)),
                datagramFrom(ALICE.id(), "waits"), RelayFrameCodec.encode(new RelayFrame.EndpointGone(ALICE.id())))) {
            fixture.written(2, pending, 2);
            byte[] next = fixture.output.takeSentTo(connection(2)).getFirst();
            assertArrayEquals(expected, next);
            pending = next.length;
        }
    }

    @Test
    void aPingThatIsDueWaitsForWhatIsBeingWritten() {
        fixture = new RelayFixture(smallWindow(), AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        // Bob is silent, and from 14 s on there is always something under way to him, each for a second.
        fixture.receive(1, datagramTo(BOB.id(), "slow"), 14_000);
        for (int second = 15; second <= 24; second++) {
            fixture.receive(1, datagramTo(BOB.id(), "slow"), second * 1_000L);
            fixture.relay.deadlineReached(at(second * 1_000L));
            fixture.written(2, 38, second * 1_000L);
        }
        assertTrue(fixture.output.takeSentTo(connection(2)).stream().allMatch(message -> message[0] == 6));
        fixture.written(2, 38, 25_000);
        assertEquals(9, fixture.output.takeSentTo(connection(2)).getFirst()[0]);
    }

    @Test
    void aFastSenderIsSlowedDownAndToldOnce() {
        fixture = new RelayFixture(RelayServerConfig.STANDARD.withRateLimit(new RateLimit(1_000, 500)),
                AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.relay.bytesRead(connection(1), 499, at(10));
        assertEquals(List.of(), fixture.output.take());
        fixture.relay.bytesRead(connection(1), 251, at(10));
        assertEquals(List.of(new Paused(connection(1)),
                RecordedOutput.sent(connection(1), new byte[] {13, 2})), fixture.output.take());
        assertEquals(at(300), fixture.relay.nextDeadline().orElseThrow().at(), "-250 plus three times 100");
        fixture.relay.deadlineReached(at(299));
        assertEquals(List.of(), fixture.output.take());
        fixture.relay.deadlineReached(at(300));
        assertEquals(List.of(new Resumed(connection(1))), fixture.output.take());
        fixture.relay.bytesRead(connection(1), 50, at(310));
        assertEquals(List.of(new Paused(connection(1))), fixture.output.take(), "told once per connection");
        assertEquals(2, fixture.relay.metrics().count(RelayServerCounter.RATE_LIMITED));
    }

    @Test
    void versionOneIsSlowedDownWithoutAWord() {
        fixture = new RelayFixture(RelayServerConfig.STANDARD.withRateLimit(RateLimit.of(1_000)),
                AccessControl.everyone());
        fixture.connect(1, ALICE, RelayProtocolVersion.V1, 0);
        fixture.relay.bytesRead(connection(1), 5_000, at(10));
        assertEquals(List.of(new Paused(connection(1))), fixture.output.take());
    }

    @Test
    void theLongestWaitingUnauthenticatedConnectionMakesRoom() {
        fixture = new RelayFixture(bounds(100, 2), AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.open(2, 1);
        fixture.open(3, 2);
        fixture.relay.connectionOpened(connection(4), RelayProtocolVersion.V2, REQUEST, KeyingMaterialExporter.NONE,
                at(3));
        assertEquals(new Closed(connection(2), CloseReason.TOO_MANY_UNAUTHENTICATED, ""),
                fixture.output.take().getFirst());
        assertEquals(3, fixture.relay.connectionCount());
    }

    @Test
    void connectionsBeyondTheBoundAreRefused() {
        fixture = new RelayFixture(bounds(2, 2), AccessControl.everyone());
        fixture.connect(1, ALICE, 0);
        fixture.connect(2, BOB, 0);
        fixture.relay.connectionOpened(connection(3), RelayProtocolVersion.V2, REQUEST, KeyingMaterialExporter.NONE,
                at(1));
        assertEquals(List.of(new Closed(connection(3), CloseReason.TOO_MANY_CONNECTIONS, "")), fixture.output.take());
    }

    /** Wakes the relay whenever it wants until it does something; returns when that was. */
    private Instant runUntilOutput(long limitMillis) {
        Instant next = fixture.relay.nextDeadline().orElseThrow().at();
        for (; !next.isAfter(at(limitMillis)); next = fixture.relay.nextDeadline().orElseThrow().at()) {
            fixture.relay.deadlineReached(next);
            if (fixture.output.hasAny()) {
                return next;
            }
        }
        return next;
    }

    /** Writes and answers the ping that was just sent. */
    private void answerPing(Instant when) {
        byte[] pong = fixture.output.takeSentTo(connection(1)).getFirst();
        pong[0] = 10;
        fixture.relay.bytesWritten(connection(1), 9, when);
        fixture.relay.messageReceived(connection(1), pong, when);
    }

    /** So small that the transport takes one message at a time. */
    private static RelayServerConfig smallWindow() {
        RelayServerConfig standard = RelayServerConfig.STANDARD;
        return new RelayServerConfig(standard.establishTimeout(), standard.pingInterval(), standard.writeTimeout(),
                standard.queueFrames(), standard.queueBytes(), standard.totalQueueBytes(), 1, standard.maxConnections(),
                standard.maxUnauthenticated(), standard.maxDuplicates(), standard.maxPeersPerClient(),
                standard.rateLimit());
    }

    private static RelayServerConfig bounds(int connections, int unauthenticated) {
        RelayServerConfig standard = RelayServerConfig.STANDARD;
        return new RelayServerConfig(standard.establishTimeout(), standard.pingInterval(), standard.writeTimeout(),
                standard.queueFrames(), standard.queueBytes(), standard.totalQueueBytes(), standard.windowBytes(),
                connections, unauthenticated, standard.maxDuplicates(), standard.maxPeersPerClient(),
                standard.rateLimit());
    }
}
