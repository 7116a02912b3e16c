package dev.magicsock.scenarios.record;

import dev.magicsock.netsim.packet.DropReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Probes of one host that were lost at one place for one reason. */
final class LostProbes {

    /** A probe every 30 ms for half a minute; of more only the first ones and the number are kept. */
    private static final int MAX_EXAMPLES = 1000;

    private final Cause cause;
    private final List<Example> examples = new ArrayList<>();
    private long count;

    record Cause(String place, DropReason reason) {
    }

    record Example(Instant at, String what, String source, String destination, String detail) {
    }

    LostProbes(Cause cause) {
        this.cause = cause;
    }

    void add(Example example) {
        count++;
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(example);
        }
    }

    Cause cause() {
        return cause;
    }

    long count() {
        return count;
    }

    /** The last one kept that was lost at this instant or before. */
    Optional<Example> lastUntil(Instant at) {
        return examples.reversed().stream().filter(example -> !example.at.isAfter(at)).findFirst();
    }
}
