package dev.magicsock.scenarios.explain;

import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.scenarios.explain.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The two sides and what lies between them.
 *
 * @param shared a NAT beyond both; what {@code a} and {@code b} say is then what each has in front of it
 * @param ipv6   whether both have IPv6 addresses of their own, beside this
 */
public record Meeting(Side a, Side b, Optional<NatBehavior> shared, boolean ipv6) {

    public Meeting {
        Objects.requireNonNull(a);
        Objects.requireNonNull(b);
        Objects.requireNonNull(shared);
    }

    boolean noUdp() {
        return a.noUdp() || b.noUdp();
    }

    /** Whether one of them has an address that the other one reaches within the shared NAT. */
    boolean isLocal() {
        return shared.isPresent() && !noUdp() && (a.nats().isEmpty() || b.nats().isEmpty());
    }

    /** What signalled punching over IPv4 comes to. */
    Verdict punching() {
        if (noUdp()) {
            return new Verdict(Outcome.RELAY, blocked()
                    + " has no UDP, and direct paths are UDP. The relay is reached over "
                    + "TCP.");
        }
        if (isLocal()) {
            return new Verdict(Outcome.DIRECT, (a.nats().isEmpty() ? "a" : "b")
                    + "'s own address can be reached within the "
                    + "network that the two share.");
        }
        Optional<Verdict> refused = shared.flatMap(Meeting::hairpin);
        return refused.orElseGet(this::between);
    }

    String blocked() {
        return a.noUdp() && b.noUdp() ? "Neither a nor b" : a.noUdp() ? "a" : "b";
    }

    /** What each looks like to the other one, in the best case. */
    List<OutsideView> views() {
        return List.of(OutsideView.of(all(a)), OutsideView.of(all(b)));
    }

    private Verdict between() {
        Verdict best = PairRules.judge(OutsideView.of(all(a)), OutsideView.of(all(b)));
        boolean claimedA = OutsideView.canBeClaimed(all(a));
        boolean claimedB = OutsideView.canBeClaimed(all(b));
        if (best.outcome() != Outcome.DIRECT || !claimedA && !claimedB) {
            return best;
        }
        boolean always = (!claimedA || direct(OutsideView.afterClaims(all(a)), OutsideView.of(all(b))))
                && (!claimedB || direct(OutsideView.of(all(a)), OutsideView.afterClaims(all(b))));
        String who = claimedA && claimedB ? "either box" : claimedA ? "a's box" : "b's box";
        return always ? best : new Verdict(Outcome.LUCK, best.why() + " But a probe that comes to " + who
                + " before the box "
                + "has sent to where it is from takes that flow: the answer leaves from another port, which the other "
                + "side "
                + "does not let in. So it depends on whose probe is first.");
    }

    private static boolean direct(OutsideView a, OutsideView b) {
        return PairRules.judge(a, b).outcome() == Outcome.DIRECT;
    }

    private List<NatBehavior> all(Side side) {
        List<NatBehavior> all = new ArrayList<>(side.nats());
        shared.ifPresent(all::add);
        return all;
    }

    /** Both know of each other only what lies beyond the shared NAT, so it has to send their packets back in. */
    private static Optional<Verdict> hairpin(NatBehavior shared) {
        return switch (shared.hairpinning()) {
            case NONE -> Optional.of(new Verdict(Outcome.RELAY,
                    "The NAT that they share does not send back in what comes "
                    + "from inside (hairpinning, RFC 4787 section 6), and they know no other address of each other."));
            case INTERNAL_SOURCE -> Optional.of(new Verdict(Outcome.LUCK,
                    "The NAT that they share sends packets back in "
                    + "with the sender's inner endpoint, to which the answer goes past it: that answer comes from "
                    + "elsewhere "
                    + "than the question went to."));
            case EXTERNAL_SOURCE -> Optional.empty();
        };
    }
}
