package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.path.SocketId;
import dev.magicsock.time.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Relays that are probed by other means than a connection. */
class MeasuredRelaysTest {

    private static final RelayUrl NEAR = RelayUrl.parse("http://near.relay.test");
    private static final RelayUrl FAR = RelayUrl.parse("http://far.relay.test");
    private static final RelayUrl STRANGE = RelayUrl.parse("http://strange.relay.test");

    private static final byte PING = 9;
    private static final byte PONG = 10;

    private final List<RelayTransport> dials = new ArrayList<>();
    /** How long the relays that let us in take for an answer. */
    private final Map<RelayTransport, Duration> answering = new LinkedHashMap<>();
    private final List<Due> due = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final MagicSockCore core = new MagicSockCore(SecretKey.of(new byte[32]),
            MagicSockConfig.builder().relays(List.of(NEAR, FAR)).build(), new SplittableRandom(1), this::note);

    /** Something that will happen. */
    private record Due(Instant at, MagicSockEvent event) {
    }

    private void note(MagicSockCommand command) {
        switch (command) {
            case MagicSockCommand.DialRelay(RelayTransport transport) -> dials.add(transport);
            case MagicSockCommand.CloseRelay(RelayTransport transport) -> answering.remove(transport);
            case MagicSockCommand.SendRelayMessage(RelayTransport transport, byte[] message) -> {
                due.add(new Due(now, new MagicSockEvent.RelayBytesWritten(transport, message.length)));
                if (message[0] == PING && answering.containsKey(transport)) {
                    byte[] pong = message.clone();
                    pong[0] = PONG;
                    due.add(new Due(now.plus(answering.get(transport)),
                            new MagicSockEvent.RelayMessageReceived(transport, pong)));
                }
            }
            case MagicSockCommand _ -> {
                // Nothing else is of interest here.
            }
        }
    }

    @Test
    void aRelayThatAnswersProbesButLetsNobodyInIsNotHome() {
        start();
        letIn(dials.get(1), 80);
        run(500);
        measure(NEAR, 1);

        assertEquals(Optional.of(FAR), core.homeRelay());
    }

    @Test
    void aRelayThatWasLeftIsMadeHomeByItsProbesAloneAndDialledThen() {
        leaveNear();
        int before = dials.size();
        measure(NEAR, 60);
        assertEquals(Optional.of(FAR), core.homeRelay(), "not below two thirds");
        measure(NEAR, 10);

        assertEquals(Optional.of(NEAR), core.homeRelay());
        assertEquals(List.of(NEAR), dials.stream().skip(before).map(RelayTransport::relay).toList());
    }

    @Test
    void aRelayThatDoesNotAnswerProbesAnyMoreIsNotWhatItWas() {
        leaveNear();
        measure(NEAR, 60);
        core.handle(new MagicSockEvent.RelayMeasured(NEAR, Optional.empty()), now);
        core.handle(new MagicSockEvent.RelayTransportLost(dials.get(1), "gone"), now);

        assertEquals(Optional.of(FAR), core.homeRelay(), "with nothing measured the old home is kept");
    }

    @Test
    void whatIsProbedIsNotConnectedToOnlyToBeMeasured() {
        leaveNear();
        int before = dials.size();
        for (int minute = 2; minute < 15; minute++) {
            measure(NEAR, 500);
            run(minute * 60_000);
        }
        assertEquals(before, dials.size());
    }

    @Test
    void withoutProbesItIsConnectedToNowAndThen() {
        leaveNear();
        int before = dials.size();
        run(400_000);
        assertTrue(dials.stream().skip(before).anyMatch(dial -> dial.relay().equals(NEAR)));
    }

    @Test
    void relaysOfOthersAreNeverHome() {
        start();
        measure(STRANGE, 1);
        assertEquals(Optional.empty(), core.homeRelay());
    }

    /** Both relays let us in, the far one first, which is home then; the other one is left since nobody uses it. */
    private void leaveNear() {
        start();
        letIn(dials.get(1), 80);
        run(500);
        letIn(dials.get(0), 70);
        run(70_000);
        assertEquals(Optional.of(FAR), core.homeRelay());
        assertFalse(answering.containsKey(dials.get(0)), "it is left");
        assertTrue(answering.containsKey(dials.get(1)));
    }

    private void start() {
        InetSocketAddress bound = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4433);
        core.handle(new MagicSockEvent.LocalAddressesChanged(List.of(new LocalSocket(new SocketId(0), bound)),
                List.of(LocalInterfaceAddress.preferred(bound.getAddress()))), now);
        assertEquals(List.of(NEAR, FAR), dials.stream().map(RelayTransport::relay).toList());
    }

    private void letIn(RelayTransport transport, long roundTripMillis) {
        answering.put(transport, Duration.ofMillis(roundTripMillis));
        core.handle(new MagicSockEvent.RelayTransportConnected(transport, "iroh-relay-v2"), now);
        core.handle(new MagicSockEvent.RelayMessageReceived(transport, new byte[] {2}), now);
    }

    private void measure(RelayUrl relay, long millis) {
        core.handle(new MagicSockEvent.RelayMeasured(relay, Optional.of(Duration.ofMillis(millis))), now);
    }

    /** Lets everything happen until then. */
    private void run(long millis) {
        Instant until = Instant.EPOCH.plusMillis(millis);
        for (;;) {
            Due next = due.stream().min(Comparator.comparing(Due::at)).orElse(null);
            Instant deadline = core.nextDeadline().map(Deadline::at).orElse(Instant.MAX);
            if (next != null && !next.at().isAfter(deadline) && !next.at().isAfter(until)) {
                due.remove(next);
                now = next.at();
                core.handle(next.event(), now);
            } else if (!deadline.isAfter(until)) {
                now = deadline.isAfter(now) ? deadline : now;
                core.handle(new MagicSockEvent.DeadlineReached(), now);
            } else {
                now = until;
                return;
            }
        }
    }
}
