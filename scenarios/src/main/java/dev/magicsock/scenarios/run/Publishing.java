package dev.magicsock.scenarios.run;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.host.EndpointListener;
import dev.magicsock.scenarios.host.EndpointWatcher;
import dev.magicsock.scenarios.host.Via;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells discovery what an endpoint says of itself, and watchers what it does, on the way to whoever listens. */
record Publishing(EndpointListener next, Discovery discovery, EndpointId endpoint, List<EndpointWatcher> watchers,
        InstantSource world) implements EndpointListener {

    @Override
    public void observed(Observation observation, Instant now) {
        discovery.observed(endpoint, observation);
        next.observed(observation, now);
        watchers.forEach(watcher -> watcher.observed(observation, now));
    }

    @Override
    public void carried(TestDatagram datagram, Carrier carrier, int bytes) {
        next.carried(datagram, carrier, bytes);
    }

    @Override
    public void arrived(TestDatagram datagram, Carrier carrier, int bytes) {
        next.arrived(datagram, carrier, bytes);
    }

    @Override
    public void delivered(TestDatagram datagram, Optional<EndpointId> sender, int bytes, Instant now) {
        next.delivered(datagram, sender, bytes, now);
    }

    @Override
    public boolean wantsDatagrams() {
        return !watchers.isEmpty();
    }

    @Override
    public void submitted(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram) {
        watchers.forEach(watcher -> watcher.submitted(remote, address, datagram.duplicate(), world.instant()));
    }

    @Override
    public void deliveredToQuic(Optional<EndpointId> remote, InetSocketAddress address, ByteBuffer datagram) {
        watchers.forEach(watcher -> watcher.delivered(remote, address, datagram.duplicate(), world.instant()));
    }

    @Override
    public void sent(Via via, ByteBuffer datagram) {
        watchers.forEach(watcher -> watcher.sent(via, datagram.duplicate(), world.instant()));
    }

    @Override
    public void received(Via via, ByteBuffer datagram) {
        watchers.forEach(watcher -> watcher.received(via, datagram.duplicate(), world.instant()));
    }

    @Override
    public void deliveredForeign(int bytes, Instant now) {
        next.deliveredForeign(bytes, now);
    }
}
