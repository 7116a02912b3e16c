package dev.magicsock.socket;

import dev.magicsock.core.Observation;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what the core tells, and keeps it for listeners until the hub's thread has time for them. Thread-safe.
 *
 * <p>Bounded: what comes while the queue is full is counted as told to nobody.
 */
final class ObservationRelay {

    /** A busy second of 500 remotes that all come at once. */
    private static final int MAX_WAITING = 8192;

    private final SocketCounters counters;
    private final EventLog log;
    private final List<ObservationListener> listeners = new CopyOnWriteArrayList<>();
    private final ArrayBlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    private record Entry(Observation observation, Instant at) {
    }

    ObservationRelay(SocketCounters counters, EventLog log) {
        this.counters = counters;
        this.log = log;
    }

    void add(ObservationListener listener) {
        listeners.add(listener);
    }

    void remove(ObservationListener listener) {
        listeners.remove(listener);
    }

    /** Takes an observation; returns whether {@link #tell} has something to do. */
    boolean take(Observation observation, Instant at) {
        count(observation);
        if (listeners.isEmpty() && !log.wants(observation)) {
            return false;
        }
        if (!waiting.offer(new Entry(observation, at))) {
            counters.increment(SocketCounter.OBSERVATIONS_DROPPED);
        }
        return true;
    }

    /** Tells everybody what waits. */
    void tell() {
        for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            log.observed(entry.observation);
            for (ObservationListener listener : listeners) {
                tell(listener, entry);
            }
        }
    }

    private void tell(ObservationListener listener, Entry entry) {
        try {
            listener.observed(entry.observation, entry.at);
        } catch (RuntimeException e) {
            // A listener's mistake must not stop the thread that everything depends on.
            log.listenerFailed(e);
        }
    }

    private void count(Observation observation) {
        switch (observation) {
            case Observation.DatagramDropped _ -> counters.increment(SocketCounter.CORE_DROPPED);
            case Observation.DuplicateSent _ -> counters.increment(SocketCounter.SEND_DUPLICATES);
            case Observation.RelayConnected _ -> counters.increment(SocketCounter.RELAY_CONNECTIONS_ADDED);
            case Observation.RelayLost _ -> counters.increment(SocketCounter.RELAY_CONNECTIONS_REMOVED);
            case Observation.HomeRelayChanged _ -> counters.increment(SocketCounter.RELAY_HOME_CHANGE);
            case Observation.PathValidated(var _, var path, var _, var _) when path.kind().isDirect() ->
                    counters.increment(SocketCounter.PATHS_DIRECT_VALIDATED);
            case Observation.PathSelected _ -> counters.increment(SocketCounter.PATHS_SELECTED);
            case Observation _ -> {
                // Not counted.
            }
        }
    }
}
