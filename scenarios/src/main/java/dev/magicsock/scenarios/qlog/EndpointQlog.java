package dev.magicsock.scenarios.qlog;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.quicsim.process.QuicTap;
import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.host.Via;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes what the MagicSock of one endpoint says of itself, and follows its QUIC. */
final class EndpointQlog implements EndpointWatcher {

    private final QlogOutput.Events events;
    private final ObservationData words;
    private final QuicQlog quic;

    EndpointQlog(QlogOutput.Events events, RunIdentity identity, Map<EndpointId, String> names, QuicQlog quic) {
        this.events = events;
        this.words = new ObservationData(names);
        this.quic = quic;
        events.add("simulation:scenario", new JsonLine().put("name", identity.scenario()).put("details",
                new JsonLine().put("seed", String.valueOf(identity.seed())).put("replay", identity.replayCommand())));
    }

    @Override
    public void observed(Observation observation, Instant now) {
        words.of(observation).ifPresent(event -> events.add("magicsock:" + event.name(), event.data()));
    }

    @Override
    public QuicTap quic() {
        return quic;
    }

    @Override
    public void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram, Instant now) {
        quic.submitted(datagram);
    }

    @Override
    public void sent(Via via, ByteBuffer datagram, Instant now) {
        quic.sent(via, datagram);
    }

    @Override
    public void received(Via via, ByteBuffer datagram, Instant now) {
        quic.received(via);
    }

    @Override
    public void delivered(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram, Instant now) {
        quic.delivered(datagram);
    }
}
