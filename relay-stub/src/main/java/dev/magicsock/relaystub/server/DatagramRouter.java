package dev.magicsock.relaystub.server;

import dev.magicsock.identity.EndpointIdCache;
import dev.magicsock.relay.DatagramFrames;
import dev.magicsock.relay.FrameRejection.Rule;
import dev.magicsock.relay.FrameType;
import dev.magicsock.relay.RelayFrameCodec;
import java.time.Instant;

/** Passes datagram frames on to the clients that they are for, and counts and names those that reach nobody. */
final class DatagramRouter {

    /** Valid ids of endpoints that are not connected: a datagram for them must not cost curve arithmetic each time. */
    private static final int KNOWN_ABSENT_IDS = 4096;

    private final ClientRegistry clients;
    private final RelayServerMetrics metrics;
    private final RelayServerOutput output;
    private final EndpointIdCache absentIds;

    DatagramRouter(ClientRegistry clients, RelayServerMetrics metrics, RelayServerOutput output, long salt) {
        this.clients = clients;
        this.metrics = metrics;
        this.output = output;
        this.absentIds = new EndpointIdCache(KNOWN_ABSENT_IDS, salt);
    }

    /**
     * Takes one frame of datagrams from an admitted connection.
     *
     * @return the rule that the frame breaks, upon which the connection is to end; null if it breaks none
     */
    Rule route(Connection from, byte[] message, FrameType type, Instant now) {
        Rule broken = DatagramFrames.brokenRule(message, type);
        if (broken != null) {
            return broken;
        }
        from.received(now);
        metrics.increment(RelayServerCounter.DATAGRAM_FRAMES_RECEIVED);
        metrics.add(RelayServerCounter.DATAGRAM_BYTES_RECEIVED, message.length);
        Client to = clients.find(message, DatagramFrames.idOffset(message));
        if (to == null) {
            return dropForAbsent(from, message);
        }
        forward(from, to, message, type, now);
        return null;
    }

    private Rule dropForAbsent(Connection from, byte[] message) {
        if (absentIds.read(message, DatagramFrames.idOffset(message)).isEmpty()) {
            return Rule.INVALID_ENDPOINT_ID;
        }
        drop(from, message, RelayServerDrop.DESTINATION_UNKNOWN);
        return null;
    }

    private void forward(Connection from, Client to, byte[] message, FrameType type, Instant now) {
        int length = DatagramFrames.forwardedLength(message, type);
        if (DatagramFrames.contentsOffset(message, type) == message.length) {
            drop(from, message, RelayServerDrop.EMPTY);
        } else if (length > RelayFrameCodec.MAX_FRAME_BYTES) {
            drop(from, message, RelayServerDrop.TOO_LARGE);
        } else if (!to.active().hasRoomForDatagrams(length)) {
            drop(from, message, RelayServerDrop.QUEUE_FULL);
        } else {
            metrics.increment(RelayServerCounter.DATAGRAM_FRAMES_FORWARDED);
            metrics.add(RelayServerCounter.DATAGRAM_BYTES_FORWARDED, length);
            from.client().sentTo(to.id());
            to.active().sendDatagrams(DatagramFrames.toClient(from.client().id(), message, type), now);
        }
    }

    private void drop(Connection from, byte[] message, RelayServerDrop reason) {
        metrics.increment(RelayServerCounter.DATAGRAM_FRAMES_DROPPED);
        output.datagramDropped(from.id(), message, reason);
    }
}
