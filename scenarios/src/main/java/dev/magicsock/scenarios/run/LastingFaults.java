package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.fault.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Faults that last for a while, and how they end.
 *
 * <p>The network undoes a fault as a whole: a link that was cut by two faults is up when it is said to be up once. So
 * an end must wait for the others that have the same end.
 */
final class LastingFaults {

    private final List<Span> spans = new ArrayList<>();

    /** @param until empty if it never ends */
    private record Span(Fault begin, Fault end, Instant at, Optional<Instant> until) {
        boolean lastsBeyond(Instant instant) {
            return !at.isAfter(instant) && until.filter(ending -> !ending.isAfter(instant)).isEmpty();
        }
    }

    void add(Fault begin, Fault end, Instant at, Optional<Instant> until) {
        spans.add(new Span(begin, end, at, until));
    }

    /** What is to be done at the instants at which something ends, in the order in which the faults began. */
    List<TimedFault> ends() {
        List<TimedFault> ends = new ArrayList<>();
        for (Span span : spans) {
            span.until.ifPresent(until -> end(span, until, ends));
        }
        return ends;
    }

    private void end(Span ended, Instant at, List<TimedFault> ends) {
        List<Span> others = spans.stream()
                .filter(other -> other != ended && other.end.equals(ended.end) && other.lastsBeyond(at)).toList();
        if (others.stream().anyMatch(other -> hides(other.begin, ended.begin))) {
            return;
        }
        ends.add(new TimedFault(at, ended.end));
        others.forEach(other -> ends.add(new TimedFault(at, other.begin)));
    }

    /**
     * Whether the end of one fault makes no difference as long as another lasts: a link that is down cannot be deader.
     */
    private static boolean hides(Fault other, Fault ended) {
        return other.equals(ended) || other instanceof Fault.LinkDown;
    }
}
