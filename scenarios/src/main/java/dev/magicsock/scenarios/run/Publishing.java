package dev.magicsock.scenarios.run;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.host.EndpointListener;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.time.Instant;
import java.util.Optional;

/** Tells discovery what an endpoint says of itself, on the way to whoever listens. */
record Publishing(EndpointListener next, Discovery discovery, EndpointId endpoint) implements EndpointListener {

    @Override
    public void observed(Observation observation, Instant now) {
        discovery.observed(endpoint, observation);
        next.observed(observation, now);
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
    public void deliveredForeign(int bytes, Instant now) {
        next.deliveredForeign(bytes, now);
    }
}
