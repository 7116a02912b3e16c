package dev.magicsock.scenarios.host;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps everything that is heard of one endpoint. */
final class Heard implements EndpointListener {

    final List<Said> said = new ArrayList<>();
    final List<Delivered> delivered = new ArrayList<>();
    final Map<Carrier, Integer> carried = new EnumMap<>(Carrier.class);
    final Map<Carrier, Integer> arrived = new EnumMap<>(Carrier.class);
    int foreign;

    record Said(Observation observation, Instant at) {
    }

    record Delivered(TestDatagram datagram, Optional<EndpointId> sender, int bytes, Instant at) {
    }

    @Override
    public void observed(Observation observation, Instant now) {
        said.add(new Said(observation, now));
    }

    @Override
    public void carried(TestDatagram datagram, Carrier carrier, int bytes) {
        carried.merge(carrier, 1, Integer::sum);
    }

    @Override
    public void arrived(TestDatagram datagram, Carrier carrier, int bytes) {
        arrived.merge(carrier, 1, Integer::sum);
    }

    @Override
    public void delivered(TestDatagram datagram, Optional<EndpointId> sender, int bytes, Instant now) {
        delivered.add(new Delivered(datagram, sender, bytes, now));
    }

    @Override
    public void deliveredForeign(int bytes, Instant now) {
        foreign++;
    }

    /** When it said something of this kind. */
    List<Instant> times(Class<? extends Observation> kind) {
        return said.stream().filter(each -> kind.isInstance(each.observation)).map(Said::at).toList();
    }

    List<String> relayLosses() {
        return said.stream().map(Said::observation)
                .<String>mapMulti((observation, each) -> {
                    if (observation instanceof Observation.RelayLost(var _, String reason)) {
                        each.accept(reason);
                    }
                }).toList();
    }

    List<Instant> deliveredBetween(Instant from, Instant to) {
        return delivered.stream().map(Delivered::at).filter(at -> !at.isBefore(from) && at.isBefore(to)).toList();
    }
}
