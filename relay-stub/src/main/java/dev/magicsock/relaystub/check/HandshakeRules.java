package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;
import static dev.magicsock.relaystub.check.RelayPeer.handshakeFrame;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.ChallengeSignature;
import dev.magicsock.relay.HandshakeCodec;
import dev.magicsock.relay.HandshakeFrame;
import dev.magicsock.relay.HandshakeFrame.ServerChallenge;
import dev.magicsock.relay.KeyingMaterialAuth;
import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayFrameCodec;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Rule.Broken;
import dev.magicsock.relaystub.check.Rule.Inapplicable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;

/** How a client proves its key (relay protocol section 5), and access control (section 12). */
final class HandshakeRules {

    private static final RelayProtocolVersion V2 = RelayProtocolVersion.V2;
    private static final String NOT_AUTHORIZED = "not authorized";

    private HandshakeRules() {
    }

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (RelayProtocolVersion version : RelayProtocolVersion.values()) {
            String suffix = "." + version.name().toLowerCase(Locale.ROOT);
            rules.add(Rule.of("handshake.enter" + suffix, "5.1", "a correct answer to the challenge lets in, version "
                    + version.subprotocol(), session -> session.peer(version)));
        }
        rules.add(Rule.of("handshake.fresh", "5.2", "every connection gets a challenge of its own", session -> {
            ServerChallenge first = challenge(session, session.upgrade(V2));
            require(!first.equals(challenge(session, session.upgrade(V2))), "the same challenge twice");
        }));
        rules.add(Rule.of("handshake.bad-signature", "5.6",
                "a wrong signature is told and ends the connection", session -> {
            WireClient wire = session.upgrade(V2);
            byte[] auth = answer(challenge(session, wire), session.newKey());
            auth[auth.length - 1] ^= 1;
            requireDenied(session, wire, auth);
        }));
        rules.add(Rule.of("handshake.replay", "5.3", "an answer to another challenge is a wrong signature", session -> {
            WireClient first = session.upgrade(V2);
            byte[] auth = answer(challenge(session, first), session.newKey());
            WireClient second = session.upgrade(V2);
            challenge(session, second);
            requireDenied(session, second, auth);
        }));
        rules.add(dropped("handshake.wrong-frame", "a frame that is no answer to the challenge",
                RelayFrameCodec.encode(new RelayFrame.Ping(1))));
        rules.add(dropped("handshake.truncated", "half an answer", new byte[50]));
        rules.add(dropped("handshake.empty", "an empty message", new byte[0]));
        rules.addAll(headerRules());
        rules.add(Rule.of("access.token", "12", "who presents no token is told so", HandshakeRules::checkToken));
        return rules;
    }

    private static List<Rule> headerRules() {
        return List.of(
                Rule.of("handshake.header-malformed", "5.5", "a malformed authentication header ends the connection",
                        session -> session.requireEnd(
                                session.upgrade(V2, KeyingMaterialAuth.HEADER + ": not base64url"))),
                Rule.of("handshake.header-without-tls", "5.5", "without TLS the header is passed over", session -> {
                    if (session.target().url().isSecure()) {
                        throw new Inapplicable("this relay speaks TLS");
                    }
                    requireChallengeDespiteHeader(session);
                }),
                Rule.of("handshake.header-mismatch", "5.5",
                        "a header of another TLS session is passed over", session -> {
                    requireTls(session);
                    requireChallengeDespiteHeader(session);
                }),
                new Rule("handshake.header", "5.4", "a header made for this TLS session lets in or is passed over",
                        HandshakeRules::enterByHeader));
    }

    private static void requireTls(CheckSession session) throws Inapplicable {
        if (!session.target().url().isSecure()) {
            throw new Inapplicable("needs TLS");
        }
    }

    private static void requireChallengeDespiteHeader(CheckSession session) throws IOException, Broken {
        String header = KeyingMaterialAuth.header(session.newKey(), new byte[KeyingMaterialAuth.EXPORTED_BYTES]);
        challenge(session, session.upgrade(V2, KeyingMaterialAuth.HEADER + ": " + header));
    }

    private static String enterByHeader(CheckSession session) throws IOException, Broken, Inapplicable {
        requireTls(session);
        WireClient wire = session.dial();
        SecretKey key = session.newKey();
        byte[] exported = export(wire.tlsSession().orElseThrow(() -> new Inapplicable("no session")), key);
        HttpReply reply = wire.request(session.upgradeRequest(V2.subprotocol(),
                KeyingMaterialAuth.HEADER + ": " + KeyingMaterialAuth.header(key, exported)));
        HttpRules.status(reply, 101);
        return switch (handshakeFrame(wire, session.target().timeout())) {
            case HandshakeFrame.ServerConfirmsAuth _ -> {
                session.fence(RelayPeer.entered(wire, key, V2, session.target().timeout()));
                yield "let in without a challenge";
            }
            case ServerChallenge _ -> "passed over";
            case HandshakeFrame.ServerDeniesAuth denial -> throw new Broken("got " + denial);
        };
    }

    private static byte[] export(ExtendedSSLSession session, SecretKey key) throws Inapplicable {
        try {
            return session.exportKeyingMaterialData(KeyingMaterialAuth.EXPORTER_LABEL, key.id().toBytes(),
                    KeyingMaterialAuth.EXPORTED_BYTES);
        } catch (SSLKeyException | UnsupportedOperationException e) {
            throw new Inapplicable("this TLS session exports no keying material");
        }
    }

    private static Rule dropped(String id, String what, byte[] message) {
        return Rule.of(id, "5.6", what + " ends the connection without another frame", session -> {
            WireClient wire = session.upgrade(V2);
            challenge(session, wire);
            wire.sendMessage(message);
            session.requireEnd(wire);
        });
    }

    private static void checkToken(CheckSession session) throws IOException, Broken, Inapplicable {
        if (session.target().token().isEmpty()) {
            throw new Inapplicable("no token was given");
        }
        WireClient wire = session.dial();
        String[] withoutToken = Arrays.stream(session.upgradeRequest(V2.subprotocol()))
                .filter(line -> !line.startsWith("Authorization:")).toArray(String[]::new);
        HttpRules.status(wire.request(withoutToken), 101);
        wire.sendMessage(answer(challenge(session, wire), session.newKey()));
        HandshakeFrame frame = handshakeFrame(wire, session.target().timeout());
        if (frame instanceof HandshakeFrame.ServerConfirmsAuth) {
            throw new Inapplicable("this relay asks for no token");
        }
        require(frame.equals(new HandshakeFrame.ServerDeniesAuth(NOT_AUTHORIZED)), "got " + frame);
        session.requireEnd(wire);
    }

    private static ServerChallenge challenge(CheckSession session, WireClient wire) throws IOException, Broken {
        HandshakeFrame frame = handshakeFrame(wire, session.target().timeout());
        if (!(frame instanceof ServerChallenge challenge)) {
            throw new Broken("the first frame is " + frame);
        }
        return challenge;
    }

    private static byte[] answer(ServerChallenge challenge, SecretKey key) {
        return HandshakeCodec.encode(ChallengeSignature.answer(challenge, key));
    }

    private static void requireDenied(CheckSession session, WireClient wire, byte[] auth) throws IOException, Broken {
        wire.sendMessage(auth);
        HandshakeFrame frame = handshakeFrame(wire, session.target().timeout());
        require(frame.equals(new HandshakeFrame.ServerDeniesAuth("signature invalid")), "got " + frame);
        session.requireEnd(wire);
    }
}
