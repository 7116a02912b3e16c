package dev.magicsock.endpoint;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last round trip of every path, as far as it is remembered. Thread-safe. */
final class RoundTrips {

    /** Eight paths of each of 500 remotes; those not measured for longest are forgotten first. */
    private static final int MAX = 4096;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<Key, Duration> measured = new LinkedHashMap<>(64, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Duration> eldest) {
            return size() > MAX;
        }
    };

    private record Key(EndpointId remote, PathId path) {
    }

    synchronized void measured(EndpointId remote, PathId path, Duration roundTrip) {
        measured.put(new Key(remote, path), roundTrip);
    }

    /** A path that is not used any more. */
    synchronized Optional<Duration> forget(EndpointId remote, PathId path) {
        return Optional.ofNullable(measured.remove(new Key(remote, path)));
    }

    synchronized Optional<Duration> last(EndpointId remote, PathId path) {
        return Optional.ofNullable(measured.get(new Key(remote, path)));
    }
}
