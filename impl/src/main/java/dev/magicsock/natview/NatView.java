package dev.magicsock.natview;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;

/**
 * Classifies the NAT in front of us from what STUN servers see of our sockets. One for each address family.
 *
 * <p>Mapping is told by one socket that several servers saw (RFC 5780 section 4.3), port assignment by the ports of new
 * mappings in the order in which they were made, filtering by servers that were asked to answer from elsewhere (section
 * 4.4). Sightings older than {@link #FRESH} are not compared with new ones, for mappings end. A wrong answer is
 * possible: a mapping that ended between two questions, or random ports that happen to be neighbours. Not thread-safe.
 */
public final class NatView {

    /** Mappings live for 30 s at least in practice; sightings further apart may be of different ones. */
    public static final Duration FRESH = Duration.ofSeconds(30);

    /** The oldest goes first. */
    private static final int SIGHTINGS_MAX = 256;

    private final SequencedMap<Seen, PortSighting> sightings = new LinkedHashMap<>();
    private final PortSequence sequence = new PortSequence();
    private InetAddress externalAddress;
    private FilteringView filtering = FilteringView.UNKNOWN;

    private record Seen(int socket, InetSocketAddress server) {
    }

    /** A server told. Sightings come in the order in which the questions were asked, as far as that is known. */
    public void add(PortSighting sighting) {
        if (isNewMapping(sighting)) {
            if (!sighting.mapped().getAddress().equals(externalAddress)) {
                sequence.clear();
                externalAddress = sighting.mapped().getAddress();
            }
            sequence.add(sighting.mapped().getPort(), sighting.at());
        }
        Seen key = new Seen(sighting.socket(), sighting.server());
        sightings.remove(key);
        sightings.put(key, sighting);
        if (sightings.size() > SIGHTINGS_MAX) {
            sightings.pollFirstEntry();
        }
    }

    private boolean isNewMapping(PortSighting sighting) {
        return sightings.values().stream().noneMatch(each -> each.socket() == sighting.socket()
                && each.mapped().equals(sighting.mapped()));
    }

    /** A server was asked to answer from elsewhere, and what came of it says this of the filter. */
    public void add(FilteringView seen) {
        filtering = seen;
    }

    /** Everything begins anew: other sockets, another network. */
    public void clear() {
        sightings.clear();
        sequence.clear();
        externalAddress = null;
        filtering = FilteringView.UNKNOWN;
    }

    /** What the sightings up to now come to. */
    public NatClass classify(Instant now) {
        return new NatClass(mapping(now), filtering, ports());
    }

    /** What the next mapping gets; empty where ports follow no rule. */
    public Optional<PortPredictor> predictor() {
        return ports() instanceof PortAllocation.Sequential ? sequence.predictor() : Optional.empty();
    }

    private MappingView mapping(Instant now) {
        List<PortSighting> fresh = sightings.values().stream()
                .filter(each -> !each.at().isBefore(now.minus(FRESH))).toList();
        List<Comparison> comparisons = comparisons(fresh);
        if (any(comparisons, (address, mapping) -> address && !mapping)) {
            return MappingView.ADDRESS_AND_PORT_DEPENDENT;
        }
        if (any(comparisons, (address, mapping) -> !address && !mapping)) {
            return any(comparisons, (address, mapping) -> address && mapping) ? MappingView.ADDRESS_DEPENDENT
                    : MappingView.DESTINATION_DEPENDENT;
        }
        return any(comparisons, (address, mapping) -> !address && mapping) ? MappingView.ENDPOINT_INDEPENDENT
                : MappingView.UNKNOWN;
    }

    /** Two looks at one socket: from the same address or not, at the same mapping or not. */
    private record Comparison(boolean sameAddress, boolean sameMapping) {
    }

    private static List<Comparison> comparisons(List<PortSighting> fresh) {
        List<Comparison> all = new ArrayList<>();
        for (int i = 1; i < fresh.size(); i++) {
            for (int j = 0; j < i; j++) {
                PortSighting one = fresh.get(j);
                PortSighting other = fresh.get(i);
                if (one.socket() == other.socket()) {
                    all.add(new Comparison(one.server().getAddress().equals(other.server().getAddress()),
                            one.mapped().equals(other.mapped())));
                }
            }
        }
        return all;
    }

    private static boolean any(List<Comparison> comparisons, BiPredicate<Boolean, Boolean> which) {
        return comparisons.stream().anyMatch(each -> which.test(each.sameAddress(), each.sameMapping()));
    }

    private PortAllocation ports() {
        if (sightings.isEmpty()) {
            return new PortAllocation.Unknown();
        }
        if (sightings.values().stream().allMatch(each -> each.mapped().getPort() == each.localPort())) {
            return new PortAllocation.Preserved();
        }
        if (!sequence.isTelling()) {
            return new PortAllocation.Unknown();
        }
        return sequence.step().<PortAllocation>map(PortAllocation.Sequential::new)
                .orElseGet(PortAllocation.Random::new);
    }
}
