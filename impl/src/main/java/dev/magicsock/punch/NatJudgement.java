package dev.magicsock.punch;

import dev.magicsock.natview.NatClass;
import dev.magicsock.natview.NatView;
import dev.magicsock.natview.PortSighting;
import dev.magicsock.netreport.StunSighting;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;

/** What a strategy believes of its own NAT for IPv4, from what STUN servers told about the MagicSock's sockets. */
final class NatJudgement {

    private NatJudgement() {
    }

    /** Fresh each time, for the view holds only what counts at the moment. */
    static NatClass own(PunchView view, Instant now) {
        Optional<Integer> port = localPort(view);
        if (port.isEmpty()) {
            return NatClass.UNKNOWN;
        }
        NatView seen = new NatView();
        for (StunSighting sighting : view.stunSightings()) {
            if (sighting.mapped().getAddress() instanceof Inet4Address) {
                seen.add(new PortSighting(sighting.socket(), port.get(), sighting.server(), sighting.mapped(), now));
            }
        }
        return seen.classify(now);
    }

    private static Optional<Integer> localPort(PunchView view) {
        return view.localCandidates().stream()
                .filter(each -> each.kind() == LocalCandidate.Kind.HOST)
                .filter(each -> each.address().getAddress() instanceof Inet4Address)
                .map(each -> each.address().getPort()).findFirst();
    }
}
