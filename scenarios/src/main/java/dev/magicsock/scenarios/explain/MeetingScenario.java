package dev.magicsock.scenarios.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a meeting as a scenario, so that what is said of it can be seen. */
public final class MeetingScenario {

    private static final String END = "8s";

    private final Meeting meeting;
    private final List<String> routers = new ArrayList<>();

    private MeetingScenario(Meeting meeting) {
        this.meeting = meeting;
    }

    /**
     * A scenario file: alice behind what a is behind, bob behind what b is behind, a relay that answers STUN too.
     *
     * @param shared   the NAT that both share, as {@link SideReader} reads it; as the meeting has it
     * @param strategy of both
     */
    public static String text(Meeting meeting, Optional<Side> shared, String strategy) {
        return new MeetingScenario(meeting).text(shared, strategy);
    }

    private String text(Optional<Side> shared, String strategy) {
        Optional<String> outside = Optional.empty();
        if (shared.isPresent()) {
            outside = chain("shared", shared.get(), Optional.empty(), 1);
        }
        Optional<String> alice = chain("a", meeting.a(), outside, 8);
        Optional<String> bob = chain("b", meeting.b(), outside, 12);
        return "name: explained\n"
                + "about: " + meeting.a().word().replace(':', ' ') + " and " + meeting.b().word().replace(':', ' ')
                + "\n"
                + "duration: " + END + "\n"
                + "network:\n"
                + "  relays: { eu: { link: { latency: 10ms } } }\n"
                + "  stun: { eu: {}, far: { link: { latency: 25ms } } }\n"
                + (routers.isEmpty() ? "" : "  routers:\n    " + String.join("\n    ", routers) + "\n")
                + "  hosts:\n    alice: " + behind(alice) + "\n    bob: " + behind(bob) + "\n"
                + "endpoints:\n"
                + "  alice: { strategy: " + strategy + " }\n"
                + "  bob: { strategy: " + strategy + " }\n"
                + "script:\n"
                + "  - { at: 0s, connect: { from: alice, to: bob } }\n"
                + "  - { at: 1s, traffic: { from: alice, to: bob, every: 500ms, size: 100B, both-ways: true, until: "
                + END
                + " } }\n"
                + "expect: []\n";
    }

    /** Adds the routers of a side, the outermost first; returns the innermost. */
    private Optional<String> chain(String name, Side side, Optional<String> outside, int latencyMillis) {
        List<String> knobs = new ArrayList<>(SideReader.knobs(side).reversed());
        boolean bare = knobs.isEmpty();
        if (bare && !side.noUdp() && !meeting.ipv6()) {
            return outside;
        }
        if (bare) {
            knobs.add("none");
        }
        Optional<String> behind = outside;
        for (int i = 0; i < knobs.size(); i++) {
            String router = name + (knobs.size() - i);
            boolean innermost = i == knobs.size() - 1;
            routers.add(router + ": { " + behind.map(outer -> "behind: " + outer + ", ").orElse("") + "nat: "
                    + knobs.get(i)
                    + (innermost && side.noUdp() ? ", udp: blocked" : "")
                    + (meeting.ipv6() ? ", ipv6: on" + (innermost ? ", firewall: stateful" : "") : "")
                    + ", link: { latency: " + latencyMillis + "ms } }");
            behind = Optional.of(router);
        }
        return behind;
    }

    private static String behind(Optional<String> router) {
        return router.map(name -> "{ behind: " + name + " }").orElse("{}");
    }
}
