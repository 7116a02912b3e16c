package dev.magicsock.endpoint;

import dev.magicsock.quic.ConnectionHandler;
import dev.magicsock.quic.HandshakeFailedException;
import dev.magicsock.quic.PeerConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Connections that remotes have dialled and nobody has accepted yet. Thread-safe. */
final class Accepted implements ConnectionHandler {

    /** What an application that accepts nothing is left with; whoever comes later is sent away. */
    private static final int MAX_WAITING = 256;

    /** Not one of the protocol's: the application errors of such a connection are ours, since nobody has seen it. */
    private static final int TOO_MANY_WAITING = 1;

    private final Function<PeerConnection, Connection> join;
    private final Events events;
    private final BlockingQueue<Optional<Connection>> waiting = new LinkedBlockingQueue<>();

    /** @param join makes a connection one of the endpoint's */
    Accepted(Function<PeerConnection, Connection> join, Events events) {
        this.join = join;
        this.events = events;
    }

    @Override
    public void connected(PeerConnection peer) {
        if (waiting.size() >= MAX_WAITING) {
            peer.close(TOO_MANY_WAITING, "too many connections wait to be accepted");
            events.tell(new EndpointEvent.Refused("too many connections wait to be accepted"));
            return;
        }
        waiting.add(Optional.of(join.apply(peer)));
    }

    @Override
    public void refused(InetSocketAddress from, HandshakeFailedException why) {
        events.tell(new EndpointEvent.Refused(why.getMessage()));
    }

    /** There will be no more. */
    @Override
    public void ended() {
        waiting.add(Optional.empty());
    }

    Connection take() throws IOException, InterruptedException {
        Optional<Connection> next = waiting.take();
        if (next.isEmpty()) {
            // The next one to ask is to learn it too.
            waiting.add(next);
            throw new IOException("the endpoint is closed");
        }
        return next.get();
    }
}
