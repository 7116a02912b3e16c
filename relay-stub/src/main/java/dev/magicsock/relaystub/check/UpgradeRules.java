package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;
import static dev.magicsock.relaystub.check.HttpRules.header;
import static dev.magicsock.relaystub.check.HttpRules.status;

import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Rule.Broken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The WebSocket upgrade (relay protocol section 3). */
final class UpgradeRules {

    private static final String V1 = RelayProtocolVersion.V1.subprotocol();
    private static final String V2 = RelayProtocolVersion.V2.subprotocol();

    private UpgradeRules() {
    }

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.of("upgrade.accepted", "3.3",
                "a correct request is answered 101 with its four headers", session -> {
            HttpReply reply = status(session.dial().request(session.upgradeRequest(V2)), 101);
            // RFC 6455 section 1.3 gives the answer to its example key.
            header(reply, "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            header(reply, "Sec-WebSocket-Protocol", V2);
            header(reply, "Upgrade", "websocket");
            require(reply.header("Connection").orElse("").equalsIgnoreCase("upgrade"), "Connection is not upgrade");
            require(reply.headers().size() <= 25, reply.headers().size() + " headers; iroh's client reads 25");
        }));
        rules.add(refused("upgrade.no-upgrade", "without Upgrade", "Upgrade: websocket", ""));
        rules.add(refused("upgrade.case", "with an Upgrade that is not exactly 'websocket'",
                "Upgrade: websocket", "Upgrade: WebSocket"));
        rules.add(refused("upgrade.key-missing", "without a key", "Sec-WebSocket-Key: " + CheckSession.KEY, ""));
        rules.add(refused("upgrade.protocol-missing", "without a protocol", "Sec-WebSocket-Protocol: " + V2, ""));
        rules.add(refused("upgrade.protocol-unknown", "with unknown protocols only",
                "Sec-WebSocket-Protocol: " + V2, "Sec-WebSocket-Protocol: iroh-relay-v99, foo"));
        rules.add(refused("upgrade.version-missing", "without a version", "Sec-WebSocket-Version: 13", ""));
        rules.add(Rule.of("upgrade.version-other", "3.2",
                "a request with another version than 13 is answered 400, naming 13", session -> {
                    HttpReply reply = status(session.dial().request(replaced(session.upgradeRequest(V2),
                            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 12")), 400);
                    header(reply, "Sec-WebSocket-Version", "13");
                }));
        rules.add(Rule.of("upgrade.highest", "3.2", "the highest known version wins, in any order", session -> {
            for (String offer : List.of(V2 + "," + V1, V1 + "," + V2, "baz, " + V1 + ", " + V2 + ", boo",
                    "foo, " + V2 + ", bar")) {
                chosen(session, offer, V2);
            }
        }));
        rules.add(Rule.of("upgrade.v1", "3.2",
                "who offers version 1 alone gets it", session -> chosen(session, V1, V1)));
        rules.add(Rule.of("upgrade.early-bytes", "3.3", "bytes behind the request end the connection", session -> {
            WireClient wire = session.dial();
            byte[] frame = WireClient.frame(0x82, new byte[] {9, 1, 2, 3, 4, 5, 6, 7, 8});
            byte[] head = (String.join("\r\n", session.upgradeRequest(V2)) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            byte[] both = Arrays.copyOf(head, head.length + frame.length);
            System.arraycopy(frame, 0, both, head.length, frame.length);
            wire.send(both);
            requireNoService(session, wire);
        }));
        return rules;
    }

    /** Whether a 101 goes out before the connection ends is left open; a challenge must not follow it. */
    private static void requireNoService(CheckSession session, WireClient wire) throws IOException, Broken {
        try {
            HttpReply reply = wire.readReply();
            if (reply.status() != 101) {
                return;
            }
        } catch (IOException e) {
            return;
        }
        session.requireEnd(wire);
    }

    private static Rule refused(String id, String how, String line, String instead) {
        return Rule.of(id, "3.2", "a request " + how + " is answered 400", session ->
                status(session.dial().request(replaced(session.upgradeRequest(V2), line, instead)), 400));
    }

    /** The lines with one of them replaced, or left out if nothing is there instead. */
    private static String[] replaced(String[] lines, String line, String instead) {
        return Arrays.stream(lines)
                .map(each -> each.equals(line) ? instead : each)
                .filter(each -> !each.isEmpty())
                .toArray(String[]::new);
    }

    private static void chosen(CheckSession session, String offer, String expected) throws IOException, Broken {
        HttpReply reply = status(session.dial().request(session.upgradeRequest(offer)), 101);
        header(reply, "Sec-WebSocket-Protocol", expected);
    }
}
