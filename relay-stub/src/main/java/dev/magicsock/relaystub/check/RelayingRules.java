package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrame.Datagrams;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Rule.Broken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Pings, datagrams and batches (relay protocol sections 6, 7 and 10). */
final class RelayingRules {

    private static final RelayProtocolVersion V1 = RelayProtocolVersion.V1;
    private static final RelayProtocolVersion V2 = RelayProtocolVersion.V2;
    /** Section 7: 65 536 bytes less type, id and ECN. */
    private static final int MAX_DATAGRAM_BYTES = 65_502;
    private static final int MAX_BATCH_BYTES = 65_500;

    private RelayingRules() {
    }

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (RelayProtocolVersion version : RelayProtocolVersion.values()) {
            rules.add(new Rule("relay.ping." + version.name().toLowerCase(Locale.ROOT), "6",
                    "a ping is answered at once by a pong with its bytes, version " + version.subprotocol(),
                    session -> measurePing(session, version)));
        }
        rules.add(Rule.of("relay.datagrams", "6",
                "two clients of both versions exchange datagrams, marks included", session -> {
            RelayPeer alice = session.peer(V1);
            RelayPeer bob = session.peer(V2);
            for (Ecn ecn : Ecn.values()) {
                exchange(session, alice, bob, new Datagrams(ecn, OptionalInt.empty(), content(1200)));
                exchange(session, bob, alice, new Datagrams(ecn, OptionalInt.empty(), content(1)));
            }
        }));
        rules.add(Rule.of("relay.order", "10", "datagrams keep their order", session -> {
            RelayPeer alice = session.peer(V2);
            RelayPeer bob = session.peer(V2);
            for (int i = 1; i <= 100; i++) {
                alice.send(new RelayFrame.ClientToRelay(bob.id(), single(i)));
            }
            for (int i = 1; i <= 100; i++) {
                requireEqual(session.due(bob), new RelayFrame.RelayToClient(alice.id(), single(i)));
            }
        }));
        rules.add(Rule.of("relay.batch", "6", "a batch arrives as the same batch", session -> exchange(session,
                session.peer(V2), session.peer(V2), new Datagrams(Ecn.CE, OptionalInt.of(500), content(1800)))));
        rules.add(Rule.of("relay.batch-of-none", "6",
                "a batch with segment size 0 arrives as one datagram", session -> {
            RelayPeer alice = session.peer(V2);
            RelayPeer bob = session.peer(V2);
            alice.wire().sendMessage(ByteBuffer.allocate(1 + 32 + 1 + 2 + 3)
                    .put((byte) 5).put(bob.id().toBytes()).put((byte) 0).putShort((short) 0).put(new byte[3]).array());
            requireEqual(session.due(bob), new RelayFrame.RelayToClient(alice.id(), new Datagrams(Ecn.NOT_ECT,
                    OptionalInt.empty(), ByteBuffer.allocate(3))));
        }));
        rules.add(Rule.of("relay.to-oneself", "10", "a datagram to oneself arrives", session -> {
            RelayPeer alice = session.peer(V2);
            exchange(session, alice, alice, single(100));
        }));
        rules.add(Rule.of("relay.unknown-destination", "10",
                "a datagram for nobody is dropped without a word", session -> {
            RelayPeer alice = session.peer(V2);
            alice.send(new RelayFrame.ClientToRelay(session.newKey().id(), single(100)));
            session.requireNothing(alice);
        }));
        rules.addAll(limits());
        rules.addAll(violations());
        return rules;
    }

    private static List<Rule> limits() {
        return List.of(
                Rule.of("limit.datagram", "7",
                        "the largest datagram arrives, of 65 502 bytes", session -> exchange(session,
                        session.peer(V2), session.peer(V2), single(MAX_DATAGRAM_BYTES))),
                Rule.of("limit.batch", "7", "the largest batch arrives, of 65 500 bytes", session -> exchange(session,
                        session.peer(V2), session.peer(V2),
                        new Datagrams(Ecn.NOT_ECT, OptionalInt.of(1200), content(MAX_BATCH_BYTES)))),
                new Rule("limit.empty", "7", "an empty datagram reaches nobody", session ->
                        neverArrives(session, new byte[0])),
                new Rule("limit.oversize", "7", "a datagram that fits the reader but not the writer reaches nobody",
                        session -> neverArrives(session, new byte[MAX_DATAGRAM_BYTES + 1])));
    }

    private static List<Rule> violations() {
        byte[] shortPing = {9, 1, 2, 3};
        byte[] notOnCurve = new byte[1 + 32 + 1 + 1];
        notOnCurve[0] = 4;
        // No point of the curve has 2 as its y coordinate.
        notOnCurve[1] = 2;
        byte[] fromRelay = new byte[1 + 32 + 1 + 1];
        fromRelay[0] = 6;
        return List.of(
                ends("violation.type-alone", "a datagram frame of its type alone", new byte[] {4}),
                ends("violation.batch-type-alone", "a batch frame of its type alone", new byte[] {5}),
                ends("violation.unknown-type", "a frame of an unknown type", new byte[] {14}),
                ends("violation.ping-length", "a ping of the wrong length", shortPing),
                ends("violation.direction", "a frame that only relays send", fromRelay),
                ends("violation.destination", "a destination that is no key", notOnCurve),
                ends("violation.too-long", "a frame of more than 65 536 bytes behind its type",
                        ByteBuffer.allocate(1 + 65_537).put((byte) 4).array()),
                ends("violation.handshake-again", "a second answer to the challenge", new byte[] {1}));
    }

    private static Rule ends(String id, String what, byte[] message) {
        return Rule.of(id, "6", what + " ends the connection", session -> {
            RelayPeer peer = session.peer(V2);
            peer.wire().sendMessage(message);
            session.requireEnd(peer.wire());
        });
    }

    private static String measurePing(CheckSession session, RelayProtocolVersion version) throws IOException, Broken {
        RelayPeer peer = session.peer(version);
        long best = Long.MAX_VALUE;
        for (long i = 1; i <= 5; i++) {
            long sent = System.nanoTime();
            peer.send(new RelayFrame.Ping(-i));
            requireEqual(session.due(peer), new RelayFrame.Pong(-i));
            best = Math.min(best, System.nanoTime() - sent);
        }
        return "best round trip " + best / 1000 + " us";
    }

    private static void exchange(CheckSession session, RelayPeer from, RelayPeer to, Datagrams datagrams)
            throws IOException, Broken {
        from.send(new RelayFrame.ClientToRelay(to.id(), datagrams));
        requireEqual(session.due(to), new RelayFrame.RelayToClient(from.id(), datagrams));
    }

    /** The stock relay takes such a datagram and then fails to send it, which ends the recipient's connection. */
    private static String neverArrives(CheckSession session, byte[] contents) throws IOException, Broken {
        RelayPeer alice = session.peer(V2);
        RelayPeer bob = session.peer(V2);
        alice.wire().sendMessage(rawDatagram(bob.id(), contents));
        session.fence(alice);
        try {
            session.requireNothing(bob);
            return "dropped";
        } catch (IOException e) {
            return "the recipient's connection ended, as with the stock relay";
        }
    }

    private static byte[] rawDatagram(EndpointId to, byte[] contents) {
        return ByteBuffer.allocate(1 + 32 + 1 + contents.length)
                .put((byte) 4).put(to.toBytes()).put((byte) 0).put(contents).array();
    }

    private static Datagrams single(int length) {
        return new Datagrams(Ecn.NOT_ECT, OptionalInt.empty(), content(length));
    }

    /** Bytes that differ with the length and along it. */
    private static ByteBuffer content(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (31 * i + length);
        }
        return ByteBuffer.wrap(bytes);
    }

    private static void requireEqual(RelayFrame.FromRelay actual, RelayFrame.FromRelay expected) throws Broken {
        require(actual.equals(expected), "got " + actual + " instead of " + expected);
    }
}
