package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.Capped;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes the record of one run while the run goes on.
 *
 * <p>Calls come in the order of virtual time and from one thread; {@link #finish} is the last one. Memory stays within
 * the {@link RecordLimits}, apart from what the scenario itself bounds: its pairs, faults and expectations.
 */
public final class RunRecorder {

    private record PairKey(String a, String b) {
    }

    private record SeriesKey(String subject, String name) {
    }

    private final RunIdentity identity;
    private final Topology topology;
    private final RecordLimits limits;
    private final Map<PairKey, PairRecorder> pairs = new LinkedHashMap<>();
    private final Map<SeriesKey, SeriesRecorder> series = new LinkedHashMap<>();
    private final List<Counter> counters = new ArrayList<>();
    private final FaultLog faults = new FaultLog();
    private final DropTable drops;
    private final CappedList<RunEvent> events;
    private final CappedList<NatMapping> natMappings;
    private final CappedList<Supplier<PacketJourney>> journeys;
    private long samplesLeftOut;

    /** Starts a record of the run that {@code identity} names, on the network as it is built. */
    public RunRecorder(RunIdentity identity, Topology topology, RecordLimits limits) {
        this.identity = identity;
        this.topology = topology;
        this.limits = limits;
        this.drops = new DropTable(limits.groups(), limits.examples());
        this.events = new CappedList<>(limits.events());
        this.natMappings = new CappedList<>(limits.natMappings());
        this.journeys = new CappedList<>(limits.journeys());
    }

    /** The recorder of a pair, made on the first call; the order of the two names then stays. */
    public PairRecorder pair(String a, String b) {
        PairRecorder reversed = pairs.get(new PairKey(b, a));
        return reversed != null ? reversed
                : pairs.computeIfAbsent(new PairKey(a, b), _ -> new PairRecorder(a, b, limits));
    }

    /** Something happened that a reader may want to see. */
    public void event(RunEvent event) {
        events.add(event);
    }

    /** A declared fault began; a second start of the same fault on the same target changes nothing. */
    public void faultStarted(String name, String target, Instant now) {
        faults.started(name, target, now);
    }

    /** A declared fault ended. */
    public void faultEnded(String name, String target, Instant now) {
        faults.ended(name, target, now);
    }

    /** An element dropped a packet. */
    public void dropped(String reason, String place, DropGroup.Example packet) {
        drops.add(reason, place, packet);
    }

    /** A NAT mapping ended, or the run did. */
    public void natMapping(NatMapping mapping) {
        natMappings.add(mapping);
    }

    /** A packet of interest met its fate, or the run ended. */
    public void journey(PacketJourney journey) {
        journeys.add(() -> journey);
    }

    /**
     * A packet of interest met its fate. Most are not kept, so that their texts need not be made.
     *
     * @param journey asked for it when the run is over, if it is kept
     */
    public void journey(Supplier<PacketJourney> journey) {
        journeys.add(journey);
    }

    /** Something was measured; subject and name together stand for one series. */
    public void sample(String subject, String name, Series.Unit unit, long value, Instant now) {
        sample(new SeriesKey(subject, name), () -> new SeriesRecorder(subject, name, unit, limits.buckets()),
                value, now);
    }

    /**
     * Something was measured over a window of time; all measurements of a series have windows of one length.
     *
     * @param from the beginning of the window, a multiple of its length
     */
    public void window(String subject, String name, Series.Unit unit, long value, Duration length, Instant from) {
        sample(new SeriesKey(subject, name),
                () -> new SeriesRecorder(subject, name, unit, limits.buckets(), length.toNanos()), value, from);
    }

    private void sample(SeriesKey key, Supplier<SeriesRecorder> maker, long value, Instant now) {
        SeriesRecorder known = series.get(key);
        if (known == null && series.size() >= limits.series()) {
            samplesLeftOut++;
            return;
        }
        if (known == null) {
            known = maker.get();
            series.put(key, known);
        }
        known.sample(value, now);
    }

    /** A number that is known at the end. */
    public void counter(Counter counter) {
        counters.add(counter);
    }

    private Capped<PacketJourney> keptJourneys() {
        Capped<Supplier<PacketJourney>> kept = journeys.toCapped();
        return new Capped<>(kept.items().stream().map(Supplier::get).toList(), kept.leftOut(), kept.gapAt());
    }

    /** The run is over. */
    public RecordedRun finish(RunEnd result, Instant end) {
        if (samplesLeftOut > 0) {
            counters.add(new Counter("record", "samples-of-further-series-left-out", "samples", samplesLeftOut));
        }
        List<PairRecord> finishedPairs = pairs.values().stream().map(pair -> pair.finish(end)).toList();
        return new RecordedRun(identity, end, result.stoppedEarly(), result.traceSha256(), result.expectations(),
                topology, finishedPairs, faults.finish(end), result.packets(), drops.toGroups(), counters,
                series.values().stream().map(SeriesRecorder::toSeries).toList(),
                events.toCapped(), natMappings.toCapped(), keptJourneys());
    }
}
