package dev.magicsock.scenarios.explain;

import dev.magicsock.natview.Birthday;
import dev.magicsock.punch.BirthdayPunch;
import dev.magicsock.scenarios.explain.Verdict.Outcome;
import dev.magicsock.scenarios.explain.Way.Result;
import java.util.List;
import java.util.stream.Stream;

/** All ways of getting through, judged for one meeting. */
final class Ways {

    /** What the strategy spends: mappings on the one side, 20 s at 100 probes a second on the other. */
    private static final int OPEN_MAX = BirthdayPunch.DEFAULT.sockets();
    private static final int PROBES = BirthdayPunch.DEFAULT.probes();

    /** New mappings of others between measuring a port and using it, at a box that is not busy. */
    private static final double OTHERS = 0.1;

    private final Meeting meeting;
    private final Verdict plain;
    private final OutsideView a;
    private final OutsideView b;

    private Ways(Meeting meeting, Verdict plain) {
        this.meeting = meeting;
        this.plain = plain;
        this.a = meeting.views().get(0);
        this.b = meeting.views().get(1);
    }

    static List<Way> of(Meeting meeting, Verdict plain) {
        Ways ways = new Ways(meeting, plain);
        return List.of(ways.relay(), ways.local(), ways.ipv6(), ways.punching(), ways.crossing(), ways.unsignalled(),
                ways.shortLived(), ways.prediction(), ways.birthday(), ways.measured(), ways.portMapping());
    }

    private Way relay() {
        return Way.of("relay", Result.CANNOT, "It carries everything.", "relay-only");
    }

    private Way local() {
        String name = "local network";
        if (meeting.shared().isEmpty()) {
            return Way.of(name, Result.CANNOT, "They are in different networks.", "hairpin-lan");
        }
        return meeting.isLocal() ? Way.of(name, Result.WORKS, plain.why(), "hairpin-lan")
                : Way.of(name, Result.CANNOT, meeting.noUdp() ? plain.why()
                : "Each is behind a NAT of its own within the "
                        + "shared one, whose inner addresses the other one cannot reach.", "hairpin-lan");
    }

    private Way ipv6() {
        String[] strategies = {"ipv6-first"};
        if (!meeting.ipv6()) {
            return Way.of("IPv6", Result.CANNOT, "They do not both have IPv6 (--ipv6 says that they do).", strategies);
        }
        return meeting.noUdp() ? Way.of("IPv6", Result.CANNOT, plain.why(), strategies)
                : Way.of("IPv6", Result.WORKS,
                "Addresses need no translation, so both know where to send, and a stateful "
                        + "firewall (RFC 6092) lets in whom one has sent to.", strategies);
    }

    private Way punching() {
        return Way.of("signalled punching", result(plain.outcome()), plain.why(),
                "call-me-maybe", "iroh-1.0", "tailscale", "ice");
    }

    /** First packets that cross on the way find both boxes open. */
    private Way crossing() {
        boolean claims = plain.outcome() == Outcome.LUCK && meeting.shared().isEmpty();
        return claims ? Way.of("punching at one instant", Result.DEPENDS,
                "Both begin half a relay round trip after one "
                + "of them says so: if the two ways take about as long, their first probes cross, and none comes too "
                + "early.", "rtt-sync")
                : Way.of("punching at one instant", result(plain.outcome()), "As signalled punching: here probes that "
                        + "arrive early spoil nothing.", "rtt-sync");
    }

    private Way unsignalled() {
        return Way.of("punching without signals", plain.outcome() == Outcome.DIRECT ? Result.DEPENDS
                : result(plain.outcome()),
                plain.outcome() == Outcome.DIRECT
                ? "As signalled punching, if both learn each other's external addresses "
                        + "by discovery, and more slowly." : "As signalled punching, at best.", "periodic-punch");
    }

    /** Probes that die before the other box cannot take a flow there. */
    private Way shortLived() {
        boolean claims = plain.outcome() == Outcome.LUCK && meeting.shared().isEmpty();
        return claims ? Way.of("probes of short life", Result.WORKS,
                "The first probes open one's own box and die before the "
                + "other one, where they could take a flow; later ones find both open.", "ttl-limited")
                : Way.of("probes of short life", result(plain.outcome()),
                "As signalled punching: here probes that arrive "
                        + "early spoil nothing.", "ttl-limited");
    }

    private Way prediction() {
        String name = "port prediction";
        if (plain.outcome() == Outcome.DIRECT || unreachable()) {
            return afterPunching(name, "port-prediction");
        }
        List<OutsideView> fresh = fresh();
        if (fresh.isEmpty() || fresh.stream().anyMatch(view -> view.ports() instanceof Ports.Random)) {
            return Way.of(name, Result.CANNOT, fresh.isEmpty() ? "There is nothing to predict: ports are kept."
                    : "A port that is drawn at random cannot be told from the last one.", "port-prediction");
        }
        double chance = Chance.ofUndisturbed(OTHERS, fresh.size());
        return Way.byLuck(name, chance, "Ports follow each other (step " + steps(fresh)
                + "), so the next one can be told "
                + "from the last one unless somebody else behind " + (fresh.size() == 2 ? "either box" : "the box")
                + " takes it: e^(-" + (fresh.size() == 2 ? "2m" : "m")
                + ") for a single guess, if others make m mappings in the "
                + "meantime (here m = " + OTHERS + "); further guesses make up for them.", "port-prediction");
    }

    private static String steps(List<OutsideView> fresh) {
        return String.join(" and ", fresh.stream().map(view -> view.ports() instanceof Ports.Stepping(int step)
                ? String.valueOf(step) : "0").distinct().toList());
    }

    private Way birthday() {
        String name = "birthday";
        List<OutsideView> fresh = fresh();
        if (plain.outcome() == Outcome.DIRECT || unreachable() || fresh.isEmpty()) {
            return afterPunching(name, "birthday");
        }
        int open = fresh.stream().mapToInt(OutsideView::mappings).min().orElseThrow();
        int used = Math.min(OPEN_MAX, open);
        String budget = used + " mappings on the one side and " + PROBES
                + " probes from the other (20 s at 100 a second): ";
        if (fresh.size() == 1) {
            int ports = ports(fresh.getFirst());
            double chance = Birthday.success(ports, Math.min(used, ports), Math.min(PROBES, ports));
            return Way.byLuck(name, chance, budget + "1 - C(N-A,B)/C(N,B) with N = " + ports + ".", "birthday");
        }
        return Way.byLuck(name, Chance.ofMeetingBothWays(used, PROBES, ports(fresh.get(0)), ports(fresh.get(1))), budget
                + "but probes leave from new ports too, so both ends have to be guessed at once.", "birthday");
    }

    private static int ports(OutsideView view) {
        return view.ports() instanceof Ports.Random(int among) ? among : 1 << 16;
    }

    private Way measured() {
        Way best = Explanation.best(List.of(punching(), prediction(), birthday()));
        return new Way("measuring first", List.of("adaptive"), best.result(), best.chance(),
                "Takes the cheapest of these that fits what STUN servers see: here " + best.name() + ".");
    }

    private Way portMapping() {
        if (meeting.noUdp()) {
            return Way.of("port mapping", Result.CANNOT, plain.why(), "port-mapping");
        }
        int depth = Math.min(meeting.a().nats().size(), meeting.b().nats().size()) + (meeting.shared().isPresent() ? 1
                : 0);
        if (depth == 0) {
            return Way.of("port mapping", Result.WORKS, "One of them can be reached as it is; none is needed.",
                    "port-mapping");
        }
        return depth > 1 ? Way.of("port mapping", Result.CANNOT,
                "Both are behind more than one NAT, and only the first one "
                + "can be asked.", "port-mapping")
                : Way.of("port mapping", Result.DEPENDS,
                "If a router with the only NAT of its side grants one (NAT-PMP, PCP, "
                        + "UPnP): then that side lets in everybody at an endpoint that it can tell.", "port-mapping");
    }

    private boolean unreachable() {
        return meeting.noUdp() || meeting.shared().isPresent();
    }

    private Way afterPunching(String name, String strategy) {
        return Way.of(name, result(plain.outcome()), plain.outcome() == Outcome.DIRECT
                ? "Not needed: punching works." : plain.outcome() == Outcome.LUCK
                ? "No better than punching: ports are kept."
                : plain.why(), strategy);
    }

    /** Those whose endpoint towards the other one has to be guessed. */
    private List<OutsideView> fresh() {
        return Stream.of(a, b).filter(view -> !view.looksTheSame()).toList();
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case DIRECT -> Result.WORKS;
            case LUCK -> Result.BY_LUCK;
            case ONE_WAY, RELAY -> Result.CANNOT;
        };
    }
}
