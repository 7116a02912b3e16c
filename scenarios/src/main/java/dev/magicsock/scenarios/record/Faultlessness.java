package dev.magicsock.scenarios.record;

import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.ExpectationResult.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold in every run, whatever its scenario expects: no datagram reaches an endpoint that it is not for, none
 * is taken for somebody else's, none is made up or altered.
 */
final class Faultlessness {

    /** The first few tell what is wrong; the rest is counted. */
    private static final int MAX_KEPT = 10;

    private final InstantSource world;
    private final List<String> violations = new ArrayList<>();
    private long count;
    private Optional<Instant> first = Optional.empty();

    Faultlessness(InstantSource world) {
        this.world = world;
    }

    void violated(String sentence) {
        count++;
        if (first.isEmpty()) {
            first = Optional.of(world.instant());
        }
        if (violations.size() < MAX_KEPT) {
            violations.add(sentence);
        }
    }

    ExpectationResult result() {
        String happened = count == 0 ? "all of them" : count + " did not";
        return new ExpectationResult("(always) datagrams reach only whom they are for, from whom they are", 0,
                List.of(), count == 0 ? Outcome.HOLDS : Outcome.BROKEN,
                "every datagram intact, for the right receiver, from the right sender",
                happened, first, violations);
    }
}
