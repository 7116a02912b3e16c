package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LastingFaultsTest {

    private static final Fault DOWN = new Fault.LinkDown("home/uplink");
    private static final Fault DEAD = new Fault.LinkDead("home/uplink", Way.BOTH);
    private static final Fault DEAD_UP = new Fault.LinkDead("home/uplink", Way.UP);
    private static final Fault UP = new Fault.LinkUp("home/uplink");

    @Test
    void aFaultEndsWhenItsTimeIsUp() {
        assertEquals(List.of(end(8, UP)), ends(span(DOWN, 5, 8)));
    }

    @Test
    void oneWithoutAnEndKeepsTheLinkDown() {
        LastingFaults lasting = new LastingFaults();
        lasting.add(DOWN, UP, at(1), Optional.empty());
        lasting.add(DOWN, UP, at(5), Optional.of(at(8)));

        assertEquals(List.of(), lasting.ends());
    }

    @Test
    void aCutLinkThatWasDeadAsWellIsDeadOnceItIsNotCut() {
        assertEquals(List.of(end(8, UP), end(8, DEAD), end(9, UP)), ends(span(DOWN, 5, 8), span(DEAD, 6, 9)));
    }

    @Test
    void aDeadLinkThatIsCutStaysCut() {
        assertEquals(List.of(end(9, UP)), ends(span(DEAD, 5, 8), span(DOWN, 6, 9)));
    }

    @Test
    void faultsOfOtherThingsDoNotMatter() {
        LastingFaults lasting = new LastingFaults();
        lasting.add(DOWN, UP, at(5), Optional.of(at(8)));
        lasting.add(new Fault.LinkDown("eu/eth0"), new Fault.LinkUp("eu/eth0"), at(6), Optional.of(at(9)));

        assertEquals(List.of(end(8, UP), end(9, new Fault.LinkUp("eu/eth0"))), lasting.ends());
    }

    /**
     * Plays beginnings and ends on a link that does what it was told last, and compares it with what lasts at the time.
     */
    @Property(tries = 500)
    void aLinkIsNeverBetterThanTheFaultsThatLast(
            @ForAll @Size(min = 1, max = 5) List<@Size(3) List<@IntRange(max = 9) Integer>> faults) {
        List<Span> spans = faults.stream().map(each -> span(List.of(DOWN, DEAD, DEAD_UP).get(each.get(0) % 3),
                each.get(1), each.get(1) + 1 + each.get(2))).toList();
        List<TimedFault> all = Stream.concat(ends(spans.toArray(Span[]::new)).stream(),
                        spans.stream().sorted(Comparator.comparing(Span::from)).map(span -> end(span.from, span.begin)))
                .sorted(Comparator.comparing(TimedFault::at)).toList();

        for (int second = 0; second <= 20; second++) {
            boolean[] works = {true, true};
            for (TimedFault each : all) {
                if (!each.at().isAfter(at(second))) {
                    play(each.fault(), works);
                }
            }
            List<Fault> lasting = new ArrayList<>();
            for (Span span : spans) {
                if (span.from <= second && second < span.to) {
                    lasting.add(span.begin);
                }
            }
            assertEquals(lasting.isEmpty(), works[0], "upwards at " + second);
            assertEquals(lasting.stream().noneMatch(fault -> fault.equals(DOWN) || fault.equals(DEAD)), works[1],
                    "downwards at " + second);
        }
    }

    private static void play(Fault fault, boolean[] works) {
        if (fault.equals(UP)) {
            works[0] = true;
            works[1] = true;
        } else {
            works[0] = false;
            works[1] &= fault.equals(DEAD_UP);
        }
    }

    private record Span(Fault begin, int from, int to) {
    }

    private static Span span(Fault begin, int from, int to) {
        return new Span(begin, from, to);
    }

    private static List<TimedFault> ends(Span... spans) {
        LastingFaults lasting = new LastingFaults();
        for (Span span : spans) {
            lasting.add(span.begin, UP, at(span.from), Optional.of(at(span.to)));
        }
        return lasting.ends();
    }

    private static TimedFault end(double at, Fault fault) {
        return new TimedFault(at(at), fault);
    }
}
