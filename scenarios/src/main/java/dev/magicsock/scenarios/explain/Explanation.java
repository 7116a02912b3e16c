package dev.magicsock.scenarios.explain;

import java.util.List;
import java.util.Objects;

/**
 * What can work between two networks.
 *
 * @param sides    what each looks like, in words: first a, then b
 * @param punching what signalled punching over IPv4 comes to
 * @param ways     all ways, the relay first
 */
public record Explanation(Meeting meeting, List<String> sides, Verdict punching, List<Way> ways) {

    public Explanation {
        Objects.requireNonNull(meeting);
        sides = List.copyOf(sides);
        Objects.requireNonNull(punching);
        ways = List.copyOf(ways);
    }

    /** Judges a meeting. */
    public static Explanation of(Meeting meeting) {
        Verdict punching = meeting.punching();
        List<String> sides = List.of(SideWords.describe(meeting.a(), meeting.views().get(0)),
                SideWords.describe(meeting.b(), meeting.views().get(1)));
        return new Explanation(meeting, sides, punching, Ways.of(meeting, punching));
    }

    /** The way that is surest to lead to a direct path, by result and then by chance. */
    public Way best() {
        return best(ways);
    }

    static Way best(List<Way> ways) {
        return ways.stream().reduce((best, way) -> better(way, best) ? way : best).orElseThrow();
    }

    private static boolean better(Way way, Way best) {
        int order = way.result().compareTo(best.result());
        return order < 0 || order == 0 && way.chance().orElse(0) > best.chance().orElse(0);
    }
}
