package dev.magicsock.netreport;

import dev.magicsock.identity.RelayUrl;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The network as an endpoint sees it (section 7).
 *
 * @param relayLatencies of the relays that answered, one round trip each; order kept
 * @param relayFailures  what went wrong with the others, for people
 * @param captivePortal  whether there is one
 * @param stun           what STUN servers last told
 */
public record NetReport(Map<RelayUrl, Duration> relayLatencies, Map<RelayUrl, String> relayFailures,
        CaptivePortal captivePortal, List<StunSighting> stun) {

    /** Which IP version something is about. */
    public enum Family { IPV4, IPV6 }

    public NetReport {
        relayLatencies = Collections.unmodifiableMap(new LinkedHashMap<>(relayLatencies));
        relayFailures = Collections.unmodifiableMap(new LinkedHashMap<>(relayFailures));
        Objects.requireNonNull(captivePortal, "captivePortal");
        stun = List.copyOf(stun);
    }

    /** True if a STUN server has answered over UDP. */
    public boolean udpWorks(Family family) {
        return !of(family).isEmpty();
    }

    /** How the first STUN server sees us. */
    public Optional<InetSocketAddress> globalAddress(Family family) {
        return of(family).stream().map(StunSighting::mapped).findFirst();
    }

    /**
     * Whether the NAT uses another address or port for another destination (RFC 4787 section 4.1); empty if fewer than
     * two servers have seen the same socket.
     */
    public Optional<Boolean> mappingVariesByDestination(Family family) {
        Optional<Boolean> varies = Optional.empty();
        List<StunSighting> sightings = of(family);
        for (int i = 0; i < sightings.size(); i++) {
            for (StunSighting other : sightings.subList(i + 1, sightings.size())) {
                if (sightings.get(i).socket() == other.socket()) {
                    varies = Optional.of(varies.orElse(false) || !sightings.get(i).mapped().equals(other.mapped()));
                }
            }
        }
        return varies;
    }

    private List<StunSighting> of(Family family) {
        return stun.stream()
                .filter(each -> each.mapped().getAddress() instanceof Inet6Address == (family == Family.IPV6))
                .toList();
    }
}
