package dev.magicsock.relaystub.check;

import static dev.magicsock.relaystub.check.CheckSession.require;

import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.check.Received.Frame;
import java.time.Duration;
import java.util.List;

/** What a relay does about clients that say nothing (relay protocol section 9). Takes half a minute. */
final class KeepaliveRules {

    private static final int PING = 9;
    private static final Duration EARLIEST_PING = Duration.ofSeconds(15);
    /** 15 s and up to 5 s more, and one for the way. */
    private static final Duration LATEST_PING = Duration.ofSeconds(21);
    /** Section 9: at most 5 s, and one for the way. */
    private static final Duration LATEST_END = Duration.ofSeconds(6);

    private KeepaliveRules() {
    }

    static List<Rule> rules() {
        return List.of(new Rule("keepalive.silent-client", "9",
                "a silent client is pinged after 15 to 20 s, and dropped within 5 s if it does not answer", session -> {
                    RelayPeer peer = session.peer(RelayProtocolVersion.V2);
                    long silentSince = System.nanoTime();
                    Received received = peer.wire().receive(LATEST_PING);
                    Duration pinged = Duration.ofNanos(System.nanoTime() - silentSince);
                    require(received instanceof Frame frame && frame.isMessage() && frame.payload().length == 9
                            && frame.payload()[0] == PING, "got " + received + " instead of a ping");
                    String when = "pinged after " + pinged.toMillis() + " ms";
                    require(pinged.compareTo(EARLIEST_PING.minusMillis(500)) > 0, when);
                    Received end = peer.wire().receive(LATEST_END);
                    while (end instanceof Frame frame && !frame.isMessage()) {
                        end = peer.wire().receive(LATEST_END);
                    }
                    require(end instanceof Received.Ended, "got " + end + " instead of the end");
                    return when;
                }));
    }
}
