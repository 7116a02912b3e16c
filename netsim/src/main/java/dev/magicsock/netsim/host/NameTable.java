package dev.magicsock.netsim.host;

import dev.magicsock.netsim.address.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of a network and how long an answer takes. Shared by its hosts; may change while the network runs. */
public final class NameTable {

    private final Map<String, List<IpAddress>> addresses = new LinkedHashMap<>();
    private final Duration delay;

    /** @param delay how long every answer takes; not negative */
    public NameTable(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("answers cannot come after " + delay);
        }
        this.delay = delay;
    }

    /** Gives a name these addresses instead of those that it had. */
    public void put(String name, List<IpAddress> changed) {
        addresses.put(name, changed.stream().sorted().toList());
    }

    /** IPv4 first; empty for an unknown name. */
    public List<IpAddress> find(String name) {
        return addresses.getOrDefault(name, List.of());
    }

    Duration delay() {
        return delay;
    }
}
