package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.Ecn;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrame.Datagrams;
import dev.magicsock.relay.RelayFrame.EndpointGone;
import dev.magicsock.relay.RelayFrame.Health;
import dev.magicsock.relay.RelayFrame.Status;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Rule.Broken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Several connections of one endpoint, and the end of the last one (relay protocol section 10). */
final class PresenceRules {

    private static final RelayProtocolVersion V2 = RelayProtocolVersion.V2;

    private PresenceRules() {
    }

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (RelayProtocolVersion version : RelayProtocolVersion.values()) {
            rules.add(Rule.of("duplicate.told." + version.name().toLowerCase(Locale.ROOT), "10",
                    "a second connection of an "
                    + "endpoint takes over, the first is told and told again when it is back, version "
                    + version.subprotocol(), session -> takeOver(session, version)));
        }
        rules.add(Rule.of("duplicate.sends", "10", "a connection that was taken over may still send", session -> {
            SecretKey key = session.newKey();
            RelayPeer bob = session.peer(V2);
            RelayPeer older = session.peer(key, V2);
            session.peer(key, V2);
            requireFrame(session, older, new Status(Status.SAME_ID_CONNECTED));
            send(older, bob, 1);
            requireDatagram(session, bob, 1);
        }));
        rules.add(Rule.of("gone.told", "10", "who got a datagram from an endpoint is told that it is gone", session -> {
            RelayPeer alice = session.peer(V2);
            RelayPeer bob = session.peer(V2);
            send(alice, bob, 1);
            requireDatagram(session, bob, 1);
            alice.close();
            requireFrame(session, bob, new EndpointGone(alice.id()));
        }));
        rules.add(Rule.of("gone.not-told", "10",
                "who got none is not told, and who only sent is not either", session -> {
            RelayPeer alice = session.peer(V2);
            RelayPeer bob = session.peer(V2);
            RelayPeer carol = session.peer(V2);
            send(carol, alice, 1);
            requireDatagram(session, alice, 1);
            send(alice, bob, 2);
            requireDatagram(session, bob, 2);
            alice.close();
            requireFrame(session, bob, new EndpointGone(alice.id()));
            session.requireNothing(carol);
        }));
        rules.add(Rule.of("gone.last", "10", "only the end of the last connection counts", session -> {
            SecretKey key = session.newKey();
            RelayPeer bob = session.peer(V2);
            RelayPeer older = session.peer(key, V2);
            send(older, bob, 1);
            requireDatagram(session, bob, 1);
            RelayPeer newer = session.peer(key, V2);
            requireFrame(session, older, new Status(Status.SAME_ID_CONNECTED));
            newer.close();
            requireFrame(session, older, new Status(Status.HEALTHY));
            session.requireNothing(bob);
            older.close();
            requireFrame(session, bob, new EndpointGone(key.id()));
        }));
        return rules;
    }

    private static void takeOver(CheckSession session, RelayProtocolVersion version) throws IOException, Broken {
        SecretKey key = session.newKey();
        RelayPeer bob = session.peer(version);
        RelayPeer older = session.peer(key, version);
        RelayPeer newer = session.peer(key, version);
        requireFrame(session, older, version == V2
                ? new Status(Status.SAME_ID_CONNECTED) : new Health(Health.SAME_ID_CONNECTED));
        send(bob, newer, 1);
        requireDatagram(session, newer, 1);
        session.requireNothing(older);
        newer.close();
        requireFrame(session, older, version == V2 ? new Status(Status.HEALTHY) : new Health(Health.HEALTHY));
        send(bob, older, 2);
        requireDatagram(session, older, 2);
    }

    private static void send(RelayPeer from, RelayPeer to, int number) throws IOException {
        from.send(new RelayFrame.ClientToRelay(to.id(), datagram(number)));
    }

    private static void requireDatagram(CheckSession session, RelayPeer to, int number) throws IOException, Broken {
        RelayFrame frame = session.due(to);
        require(frame instanceof RelayFrame.RelayToClient(var _, Datagrams datagrams)
                && datagrams.equals(datagram(number)), "got " + frame);
    }

    private static void requireFrame(CheckSession session, RelayPeer to, RelayFrame expected)
            throws IOException, Broken {
        RelayFrame frame = session.due(to);
        require(frame.equals(expected), "got " + frame + " instead of " + expected);
    }

    private static Datagrams datagram(int number) {
        return new Datagrams(Ecn.NOT_ECT, OptionalInt.empty(), ByteBuffer.wrap(new byte[] {(byte) number}));
    }
}
