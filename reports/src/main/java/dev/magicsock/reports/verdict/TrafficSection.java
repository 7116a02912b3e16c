package dev.magicsock.reports.verdict;

import dev.magicsock.reports.record.PairRecord.CarrierRtt;
import dev.magicsock.reports.record.PairRecord.Direction;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.reports.record.Traffic.CarrierUse;
import dev.magicsock.reports.record.Traffic.Loss;
import dev.magicsock.reports.text.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes times, counts and losses of one direction. */
final class TrafficSection {

    /** Causes of loss shown for one direction. */
    private static final int MAX_LOSSES = 5;

    private final Page page;

    TrafficSection(Page page) {
        this.page = page;
    }

    void write(int indent, Direction direction, Instant connectAt) {
        items(indent, Ink.PLAIN, times(direction, connectAt));
        Traffic traffic = direction.traffic();
        if (traffic.sent() == 0) {
            return;
        }
        items(indent, Ink.PLAIN, counts(traffic));
        items(indent, Ink.PLAIN, carriers(traffic));
        writeLosses(indent, traffic);
    }

    private List<String> times(Direction direction, Instant connectAt) {
        List<String> items = new ArrayList<>();
        Traffic traffic = direction.traffic();
        if (traffic.sent() == 0) {
            items.add("no traffic");
        } else {
            items.add(traffic.firstDelivered()
                    .map(at -> "first byte after " + since(traffic.firstSent().orElse(connectAt), at))
                    .orElse("no byte arrived"));
        }
        items.add(direction.directAt().map(at -> "direct after " + since(connectAt, at)).orElse("never direct"));
        direction.rtt().forEach(rtt -> addRtt(rtt, items));
        return items;
    }

    private void addRtt(CarrierRtt rtt, List<String> items) {
        Series samples = rtt.samples();
        if (samples.count() == 0) {
            return;
        }
        long min = samples.min().orElseThrow();
        long max = samples.max().orElseThrow();
        String range = min == max ? "" : " (" + nanos(min) + page.symbols().range() + nanos(max) + ")";
        items.add("RTT " + PathLook.label(rtt.carrier()) + " " + nanos(samples.mean().orElseThrow()) + range);
    }

    private List<String> counts(Traffic traffic) {
        List<String> items = new ArrayList<>();
        items.add(traffic.sent() + " sent");
        items.add(traffic.delivered() + " delivered");
        items.add(traffic.lost() + " lost");
        addCount(traffic.inFlight(), " in flight at the end", items);
        addCount(traffic.duplicatesDeliberate(), "x duplicated on purpose", items);
        addCount(traffic.duplicatesNetwork(), "x duplicated by the network", items);
        addCount(traffic.reordered(), " reordered", items);
        traffic.longestGap().ifPresent(gap -> items.add("longest gap "
                + Quantities.span(Duration.between(gap.from(), gap.until())) + " at " + Quantities.time(gap.from())));
        return items;
    }

    private List<String> carriers(Traffic traffic) {
        return traffic.carriers().stream().map(this::carrier).toList();
    }

    private String carrier(CarrierUse use) {
        return PathLook.label(use.carrier()) + " " + Quantities.bytes(use.sentBytes()) + " in " + use.sent()
                + (use.sent() == 1 ? " datagram" : " datagrams")
                + (use.sent() == use.delivered() ? "" : " (" + use.delivered() + " arrived)");
    }

    private void writeLosses(int indent, Traffic traffic) {
        traffic.losses().stream().limit(MAX_LOSSES).forEach(loss -> page.words(indent, indent + 2,
                new Words().add(loss.fault().isPresent() ? Ink.QUIET : Ink.BAD, loss(loss))));
        long others = traffic.losses().stream().skip(MAX_LOSSES).mapToLong(Loss::count).sum();
        if (others > 0) {
            page.words(indent, indent + 2, new Words().add(Ink.QUIET, others + " lost for further reasons"));
        }
    }

    private String loss(Loss loss) {
        return loss.count() + " lost: " + page.name(loss.reason()) + " at " + page.name(loss.place())
                + loss.fault().map(fault -> " during " + page.name(fault)).orElse(", outside of any declared fault");
    }

    private void items(int indent, Ink ink, List<String> items) {
        page.words(indent, indent, new Words().items(ink, items, page.symbols().dot()));
    }

    private static void addCount(long count, String what, List<String> items) {
        if (count > 0) {
            items.add(count + what);
        }
    }

    /** Time since the start, or the bare time where it came first. */
    private static String since(Instant start, Instant at) {
        return at.isBefore(start) ? Quantities.time(at) : Quantities.span(Duration.between(start, at));
    }

    /** Measured times can be nonsense in a record from elsewhere; they must not stop the verdict. */
    private static String nanos(long nanos) {
        return nanos < 0 ? nanos + "ns" : Quantities.spanOfNanos(nanos);
    }
}
