package dev.magicsock.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.stun.StunOutput.IgnoredReason;
import dev.magicsock.time.Deadline;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StunClientTest {

    private static final InetSocketAddress SERVER = SocketAddresses.parse("192.0.2.10:3478");
    private static final InetSocketAddress OTHER = SocketAddresses.parse("192.0.2.11:3479");
    private static final InetSocketAddress MAPPED = SocketAddresses.parse("203.0.113.7:4242");
    private static final StunQuery QUERY = StunQuery.binding(SERVER);

    private final StunClient client = new StunClient(StunTiming.RFC_8489, new SplittableRandom(1));
    private Instant now = Instant.EPOCH;

    /** The example of RFC 8489 section 6.2.1: with 500 ms, 7 and 16 the requests leave at these times. */
    @Test
    void repeatsTheRequestByTheScheduleOfTheRfc() {
        List<Long> sentAt = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        StunOutput last = client.ask(QUERY, now).getFirst();
        while (last instanceof StunOutput.Send send) {
            sentAt.add(now.toEpochMilli());
            requests.add(HexFormat.of().formatHex(send.datagram()));
            now = client.nextDeadline().orElseThrow().at();
            last = client.advance(now).getFirst();
        }
        assertEquals(List.of(0L, 500L, 1500L, 3500L, 7500L, 15500L, 31500L), sentAt);
        assertEquals(1, requests.stream().distinct().count(), "every repetition is the same request");
        assertEquals(new StunOutput.Failed(QUERY, new StunOutput.Failure.TimedOut()), last);
        assertEquals(39500L, now.toEpochMilli());
        assertEquals(Optional.empty(), client.nextDeadline());
    }

    @Test
    void aWakeUpTooEarlyChangesNothingAndALateOneSendsOnce() {
        client.ask(QUERY, now);
        Deadline deadline = client.nextDeadline().orElseThrow();
        assertEquals("STUN request to be repeated", deadline.reason());
        assertEquals(List.of(), client.advance(deadline.at().minusNanos(1)));
        assertEquals(Optional.of(deadline), client.nextDeadline());
        now = now.plusSeconds(600);
        assertEquals(1, client.advance(now).size());
        assertEquals(List.of(), client.advance(now));
        assertEquals(Optional.of(now.plusSeconds(1)), client.nextDeadline().map(Deadline::at));
    }

    @Test
    void takesTheAnswerOfTheServerThatWasAsked() {
        TransactionId id = ask(QUERY);
        now = now.plusMillis(20);
        StunMessage response = success(id);
        assertEquals(List.of(new StunOutput.Answered(QUERY, MAPPED, response, Optional.of(Duration.ofMillis(20)))),
                receive(SERVER, response));
        assertEquals(Optional.empty(), client.nextDeadline());
        assertIgnored(IgnoredReason.UNKNOWN_TRANSACTION, SERVER, response);
    }

    @Test
    void doesNotMeasureARepeatedRequest() {
        TransactionId id = ask(QUERY);
        now = now.plusMillis(500);
        client.advance(now);
        StunOutput.Answered answered = (StunOutput.Answered) receive(SERVER, success(id)).getFirst();
        assertEquals(Optional.empty(), answered.roundTrip());
    }

    @Test
    void ignoresAnswersFromAnybodyElseAndKeepsWaiting() {
        TransactionId id = ask(QUERY);
        assertIgnored(IgnoredReason.WRONG_SOURCE, OTHER, success(id));
        assertIgnored(IgnoredReason.WRONG_SOURCE, SocketAddresses.parse("192.0.2.10:3479"), success(id));
        assertIgnored(IgnoredReason.UNKNOWN_TRANSACTION, SERVER, success(new TransactionId(id.high(), id.low() + 1)));
        assertIgnored(IgnoredReason.NOT_A_RESPONSE, SERVER, new StunMessage(StunClass.REQUEST, id, List.of()));
        assertIgnored(IgnoredReason.NOT_A_RESPONSE, SERVER, new StunMessage(StunClass.INDICATION, id, List.of()));
        assertTrue(receive(SERVER, success(id)).getFirst() instanceof StunOutput.Answered);
    }

    @Test
    void waitsForTheOtherAddressWhereThatWasAskedFor() {
        StunQuery query = new StunQuery(SERVER, OTHER, List.of(new StunAttribute.ChangeRequest(true, true)));
        TransactionId id = ask(query);
        assertIgnored(IgnoredReason.WRONG_SOURCE, SERVER, success(id));
        assertTrue(receive(OTHER, success(id)).getFirst() instanceof StunOutput.Answered);
    }

    @Test
    void failsWhenTheServerRefuses() {
        TransactionId id = ask(QUERY);
        StunMessage error =
                new StunMessage(StunClass.ERROR_RESPONSE, id, List.of(new StunAttribute.ErrorCode(420, "no")));
        assertEquals(failed(new StunOutput.Failure.Refused(420)), receive(SERVER, error));
        TransactionId next = ask(QUERY);
        StunMessage silent = new StunMessage(StunClass.ERROR_RESPONSE, next, List.of());
        assertEquals(failed(new StunOutput.Failure.Refused(0)), receive(SERVER, silent));
    }

    /** RFC 8489 section 6.3.3: with unknown comprehension-required attributes the transaction has failed. */
    @Test
    void failsWhenTheAnswerIsOfNoUse() {
        List<StunOutput> unusable = failed(new StunOutput.Failure.Unusable());
        StunMessage empty = new StunMessage(StunClass.SUCCESS_RESPONSE, ask(QUERY), List.of());
        assertEquals(unusable, receive(SERVER, empty));
        StunMessage demanding = new StunMessage(StunClass.SUCCESS_RESPONSE, ask(QUERY),
                List.of(new StunAttribute.XorMappedAddress(MAPPED), new StunAttribute.Unknown(0x7fff)));
        assertEquals(unusable, receive(SERVER, demanding));
        StunMessage decorated = new StunMessage(StunClass.SUCCESS_RESPONSE, ask(QUERY),
                List.of(new StunAttribute.XorMappedAddress(MAPPED), new StunAttribute.Unknown(0x8000)));
        assertTrue(receive(SERVER, decorated).getFirst() instanceof StunOutput.Answered);
    }

    @Test
    void everyQuestionHasItsOwnTransaction() {
        assertNotEquals(ask(QUERY), ask(QUERY));
    }

    @Test
    void boundsTheOpenQuestions() {
        for (int i = 0; i < StunClient.MAX_OPEN; i++) {
            ask(QUERY);
        }
        assertEquals(failed(new StunOutput.Failure.TooManyOpen()), client.ask(QUERY, now));
        client.cancelAll();
        assertEquals(Optional.empty(), client.nextDeadline());
        ask(QUERY);
    }

    @Test
    void theEarliestQuestionSetsTheDeadline() {
        ask(QUERY);
        now = now.plusMillis(100);
        ask(StunQuery.binding(OTHER));
        assertEquals(Optional.of(Instant.EPOCH.plusMillis(500)), client.nextDeadline().map(Deadline::at));
        assertEquals(1, client.advance(Instant.EPOCH.plusMillis(500)).size());
        assertEquals(Optional.of(Instant.EPOCH.plusMillis(600)), client.nextDeadline().map(Deadline::at));
    }

    @Test
    void aShorterScheduleCanBeChosen() {
        StunClient hasty = new StunClient(new StunTiming(Duration.ofMillis(100), 1, 2), new SplittableRandom(1));
        hasty.ask(QUERY, now);
        Deadline deadline = hasty.nextDeadline().orElseThrow();
        assertEquals(new Deadline(Instant.ofEpochMilli(200), "STUN request to be given up"), deadline);
        assertEquals(failed(new StunOutput.Failure.TimedOut()), hasty.advance(deadline.at()));
        assertThrows(IllegalArgumentException.class, () -> new StunTiming(Duration.ZERO, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StunTiming(Duration.ofMillis(1), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new StunTiming(Duration.ofMillis(1), 17, 1));
        assertThrows(IllegalArgumentException.class, () -> new StunTiming(Duration.ofMillis(1), 1, 0));
    }

    @Property(tries = 300)
    void noDatagramMakesTheClientThrowOrForget(@ForAll @Size(max = 80) byte[] datagram) {
        StunClient fresh = new StunClient(StunTiming.RFC_8489, new SplittableRandom(2));
        fresh.ask(QUERY, now);
        Optional<Deadline> before = fresh.nextDeadline();
        StunOutput output = fresh.receive(SERVER, ByteBuffer.wrap(datagram), now).getFirst();
        assertEquals(new StunOutput.Ignored(SERVER, IgnoredReason.MALFORMED), output);
        assertEquals(before, fresh.nextDeadline());
    }

    private TransactionId ask(StunQuery query) {
        StunOutput.Send send = (StunOutput.Send) client.ask(query, now).getFirst();
        assertEquals(query.server(), send.server());
        StunParse.Parsed parsed = (StunParse.Parsed) StunCodec.parse(ByteBuffer.wrap(send.datagram()));
        assertEquals(query.attributes(), parsed.message().attributes());
        return parsed.message().transactionId();
    }

    private List<StunOutput> receive(InetSocketAddress source, StunMessage message) {
        return client.receive(source, ByteBuffer.wrap(StunCodec.encode(message)), now);
    }

    private void assertIgnored(IgnoredReason reason, InetSocketAddress source, StunMessage message) {
        assertEquals(List.of(new StunOutput.Ignored(source, reason)), receive(source, message));
    }

    private static List<StunOutput> failed(StunOutput.Failure reason) {
        return List.of(new StunOutput.Failed(QUERY, reason));
    }

    private static StunMessage success(TransactionId id) {
        return new StunMessage(StunClass.SUCCESS_RESPONSE, id, List.of(new StunAttribute.XorMappedAddress(MAPPED)));
    }
}
