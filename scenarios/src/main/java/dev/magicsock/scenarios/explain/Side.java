package dev.magicsock.scenarios.explain;

import dev.magicsock.netsim.nat.NatBehavior;
import java.util.List;
import java.util.Objects;

/**
 * How one of the two gets onto the internet.
 *
 * @param word  as it was named
 * @param nats  what it is behind, the innermost first; empty for a public address
 * @param noUdp whether UDP is blocked on the way
 */
public record Side(String word, List<NatBehavior> nats, boolean noUdp) {

    public Side {
        Objects.requireNonNull(word);
        nats = List.copyOf(nats);
    }
}
