package dev.magicsock.endpoint;

import dev.magicsock.core.DropReason;
import dev.magicsock.endpoint.EndpointEvent.Direction;
import dev.magicsock.endpoint.Metric.Kind;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.SocketCounter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counts what happens to an endpoint above its sockets, and lists all its metrics. Thread-safe. */
final class Metrics {

    private final AtomicLong dialled = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong pathsClosed = new AtomicLong();
    private final Map<DropReason, AtomicLong> drops = new EnumMap<>(DropReason.class);

    private record Reading(String name, String description, Kind kind, LongSupplier reading) implements Metric {
        @Override
        public long value() {
            return reading.getAsLong();
        }
    }

    Metrics() {
        for (DropReason reason : DropReason.values()) {
            drops.put(reason, new AtomicLong());
        }
    }

    void count(EndpointEvent event) {
        switch (event) {
            case EndpointEvent.Connected(var _, var _, Direction direction) ->
                    (direction == Direction.DIALLED ? dialled : accepted).incrementAndGet();
            case EndpointEvent.Closed _ -> closed.incrementAndGet();
            case EndpointEvent.Refused _ -> refused.incrementAndGet();
            case EndpointEvent.PathClosed _ -> pathsClosed.incrementAndGet();
            case EndpointEvent _ -> {
                // Counted by the sockets, where it happens.
            }
        }
    }

    /** Counts a datagram that the core dropped; returns how many there have been for the same reason. */
    long dropped(DropReason reason) {
        return drops.get(reason).incrementAndGet();
    }

    /** All metrics of an endpoint; always the same ones, in the same order. */
    List<Metric> of(MagicSocketHub hub) {
        List<Metric> all = new ArrayList<>();
        for (SocketCounter counter : SocketCounter.values()) {
            all.add(new Reading(counter.metricName(), counter.description(), Kind.COUNTER,
                    () -> hub.counters().get(counter)));
        }
        drops.forEach((reason, count) -> all.add(new Reading(
                "datagrams_dropped_" + reason.name().toLowerCase(Locale.ROOT),
                "datagrams that the core dropped for the reason " + reason, Kind.COUNTER, count::get)));
        all.add(counter("num_conns_dialled", "connections established that this endpoint dialled", dialled));
        all.add(counter("num_conns_accepted", "connections established that remotes dialled", accepted));
        all.add(counter("num_conns_closed", "connections that have ended", closed));
        all.add(counter("num_conns_refused", "remotes that dialled and did not come through", refused));
        all.add(counter("paths_closed", "paths that are not used any more", pathsClosed));
        all.add(new Reading("conns_open", "connections that have not ended", Kind.GAUGE,
                () -> dialled.get() + accepted.get() - closed.get()));
        all.add(new Reading("remotes_known", "remotes that are known", Kind.GAUGE, () -> hub.remotes().size()));
        return List.copyOf(all);
    }

    private static Metric counter(String name, String description, AtomicLong count) {
        return new Reading(name, description, Kind.COUNTER, count::get);
    }
}
