package dev.magicsock.scenarios.explain;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.scenarios.explain.Verdict.Outcome;

/**
 * What signalled punching comes to between two views: both sides learn from a STUN server how they look, tell each
 * other, and ping what they are told and what they hear from. The cases are those of {@code docs/NAT_PAIRS.md}.
 */
final class PairRules {

    private final OutsideView a;
    private final OutsideView b;

    private PairRules(OutsideView a, OutsideView b) {
        this.a = a;
        this.b = b;
    }

    static Verdict judge(OutsideView a, OutsideView b) {
        return new PairRules(a, b).judge();
    }

    private Verdict judge() {
        if (a.looksTheSame() && b.looksTheSame()) {
            return new Verdict(Outcome.DIRECT,
                    "Each looks the same to everybody, so what a STUN server sees is what the "
                    + "other one needs to know; and each has sent to the other, which is what every filter asks for.");
        }
        if (a.looksTheSame() || b.looksTheSame()) {
            return a.looksTheSame() ? oneLooksTheSame(a, b, "a", "b") : oneLooksTheSame(b, a, "b", "a");
        }
        boolean oneByAddress = a.mapping() == MappingBehavior.ADDRESS_DEPENDENT
                || b.mapping() == MappingBehavior.ADDRESS_DEPENDENT;
        return oneByAddress ? bothFresh() : bothFreshForEveryPort();
    }

    private static Verdict oneLooksTheSame(OutsideView same, OutsideView fresh, String s, String f) {
        String shows = f + " shows another external endpoint to " + s + " than to the STUN server, which " + s
                + " can learn only from a packet that gets in. ";
        if (same.letsInOtherPorts()) {
            return new Verdict(Outcome.DIRECT, shows + (same.letsInAnybody() ? "It does: " + s + " lets in everybody."
                    : "It does: " + s + " has sent to that address before, and its filter asks for no more."));
        }
        String refused = shows + "It does not: " + s
                + "'s filter wants the exact port, and has sent only to the one that "
                + "the STUN server saw. ";
        boolean arrives = fresh.letsInAnybody() || fresh.countsAll() && !fresh.looksTheSame()
                && fresh.filtering() == FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT;
        return arrives ? new Verdict(Outcome.ONE_WAY, refused + "Only " + s + "'s own packets arrive at " + f
                + ", whose answers come from that other endpoint.")
                : new Verdict(Outcome.RELAY, refused + "Nor does " + f + " let in what " + s + " sends there.");
    }

    private Verdict bothFresh() {
        String fresh = "Both show each other external endpoints that nobody was told. ";
        if (!a.letsInAnybody() && !b.letsInAnybody()) {
            return new Verdict(Outcome.RELAY, fresh + "Neither lets in strangers, so neither ever learns the other's.");
        }
        boolean works = a.letsInAnybody() && b.letsInOtherPorts() || b.letsInAnybody() && a.letsInOtherPorts();
        String open = a.letsInAnybody() ? "a" : "b";
        String other = a.letsInAnybody() ? "b" : "a";
        return works ? new Verdict(Outcome.DIRECT, fresh + "But " + open + " lets in strangers and learns the other's, "
                + "its answer comes from an address that " + other
                + " lets in at any port, and one of the two keeps its "
                + "endpoint for a whole address, so that this settles.")
                : new Verdict(Outcome.ONE_WAY, fresh + open
                + " lets in strangers, but its answers come from a port that "
                        + other + "'s filter does not know.");
    }

    private Verdict bothFreshForEveryPort() {
        String never = "Both show another external endpoint to every endpoint that they send to, so whatever one of "
                + "them "
                + "learns of the other, its answer comes from yet another one. ";
        return a.letsInAnybody() || b.letsInAnybody()
                ? new Verdict(Outcome.ONE_WAY, never + "Packets arrive at " + (a.letsInAnybody() ? "a" : "b")
                        + ", which lets in strangers, and that is all.")
                : new Verdict(Outcome.RELAY, never + "And neither lets in strangers.");
    }
}
