package dev.magicsock.scenarios.record;

import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.reports.recorder.TrafficRecorder;
import dev.magicsock.scenarios.host.EndpointListener;
import dev.magicsock.scenarios.host.RelayProgram;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TrafficSource;
import dev.magicsock.scenarios.verify.ExpectationJudge;
import dev.magicsock.scenarios.verify.PairHistory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The recording of one run: hands out listeners before it, takes notes during it, judges and closes after it. */
public final class RunRecording {

    private final Scenario scenario;
    private final InstantSource world;
    private final Cast cast;
    private final RunRecorder recorder;
    private final Pairs pairs;
    private final FaultLog faults;
    private final Faultlessness faultlessness;
    private final LastWords lastWords = new LastWords();
    private final ObservationLog observations;
    private final ProbeWatch probes;
    private final MappingWatch mappings;
    private final PacketWatch packets;
    private Consumer<RunEvent> live = _ -> { };
    private final Map<String, QuicRecorder> quic = new LinkedHashMap<>();
    private final Map<String, List<String>> quicThreads = new LinkedHashMap<>();

    /** @param world the time of the script */
    public RunRecording(Scenario scenario, RunIdentity identity, Topology topology, Cast cast, InstantSource world) {
        this.scenario = scenario;
        this.world = world;
        this.cast = cast;
        this.recorder = new RunRecorder(identity, topology, RecordLimits.standard());
        this.pairs = new Pairs(recorder);
        this.faults = new FaultLog(scenario);
        this.faultlessness = new Faultlessness(world);
        this.observations = new ObservationLog(recorder, this::event, cast, lastWords);
        this.probes = new ProbeWatch(recorder);
        this.mappings = new MappingWatch(recorder);
        this.packets = new PacketWatch(recorder, cast, pairs, probes, mappings);
    }

    /** Who talks to whom. */
    public Pairs pairs() {
        return pairs;
    }

    /** What the network is watched by. */
    public TraceSink packetSink() {
        return packets;
    }

    /** Tells events to somebody else too, while they happen; called before the run. */
    public void tellEvents(Consumer<RunEvent> listener) {
        live = listener;
    }

    private void event(RunEvent event) {
        recorder.event(event);
        live.accept(event);
    }

    /** What hears the named endpoint. */
    public EndpointListener listener(String endpoint) {
        return new EndpointRecorder(endpoint, cast, pairs, faultlessness, observations);
    }

    /** What hears the real QUIC of the named endpoint. */
    public QuicEvent.Listener quicListener(String endpoint) {
        return quic(endpoint);
    }

    private QuicRecorder quic(String endpoint) {
        return quic.computeIfAbsent(endpoint,
                name -> new QuicRecorder(name, cast, pairs, recorder, this::event, world));
    }

    /** An endpoint has something to do with another over real QUIC; before the run. */
    public void quicPlanned(String from, String to, String job) {
        quic(from).planned(job, to);
    }

    /** In which order the threads of an endpoint's real QUIC ran. */
    public void quicSchedule(String endpoint, long steps, String fingerprint, Instant end) {
        quic(endpoint).schedule(steps, fingerprint, end);
    }

    /** Whether something that was to be done over real QUIC has failed so far, or is still to be done. */
    public boolean hasUnfinishedQuic() {
        return pairs.all().stream().anyMatch(pair -> pair.quic().isUnfinished());
    }

    /** Where threads of an endpoint's real QUIC wait at the end, a line for each. */
    public void quicStands(String endpoint, List<String> threads) {
        quicThreads.put(endpoint, List.copyOf(threads));
    }

    /** Where the application of one endpoint enters what it sends to another. */
    public TrafficSource.Outbox outbox(String from, String to) {
        DatagramLedger ledger = pairs.datagrams(from, to);
        TrafficRecorder traffic = pairs.direction(from, to).traffic();
        return (sizeBytes, now) -> {
            Optional<Integer> sequence = ledger.submit(sizeBytes, now);
            sequence.ifPresent(_ -> traffic.sent(sizeBytes, now));
            return sequence;
        };
    }

    /** The application of one endpoint sends nothing to another for a while. */
    public void paused(String from, String to) {
        pairs.direction(from, to).traffic().paused();
        pairs.datagrams(from, to).pause();
    }

    /** What a fault is done to, as reports call it. */
    public String faultTarget(ScriptAction fault) {
        return FaultLog.target(fault).orElseThrow(() -> new IllegalArgumentException("no fault: " + fault));
    }

    /** Hears of datagrams that this relay drops. */
    public RelayProgram.DropListener relayDrops(String relay) {
        return new RelayDropWatch(relay, cast, pairs, world);
    }

    /** The script did something. */
    public void scripted(String keyword, String target, String text, Instant now) {
        event(new RunEvent(now, RunEvent.Kind.SCRIPT, target, Optional.empty(), keyword, text, "", List.of()));
    }

    /** A declared fault began, and is over already where it only takes a moment. */
    public void faultStarted(ScriptAction fault, Instant now) {
        recorder.faultStarted(fault.keyword(), faultTarget(fault), now);
        if (FaultLog.isMomentary(fault)) {
            recorder.faultEnded(fault.keyword(), faultTarget(fault), now);
        }
    }

    /** A declared fault ended. */
    public void faultEnded(String keyword, String target, Instant now) {
        recorder.faultEnded(keyword, target, now);
    }

    /**
     * The run is over.
     *
     * @param traceSha256 empty where hashing was off
     */
    public RecordedRun finish(Optional<String> traceSha256, Instant end) {
        probes.finish();
        mappings.finish(end);
        observations.writeCounters();
        quic.values().forEach(QuicRecorder::writeCounters);
        pairs.all().forEach(pair -> writeLosses(pair, end));
        RunEnd result = new RunEnd(judge(end), packets.totals(), traceSha256, Optional.empty());
        return recorder.finish(result, end);
    }

    /** What the network did with packets so far. */
    public PacketTotals packetTotals() {
        return packets.totals();
    }

    private List<ExpectationResult> judge(Instant end) {
        ExpectationJudge judge = new ExpectationJudge(faults::windows,
                new PairExplainer(pairs, probes, faults, lastWords, quicThreads, end), end);
        List<ExpectationResult> results = new ArrayList<>();
        for (Expectation expectation : scenario.expectations()) {
            results.add(judge.judge(expectation, pairs.history(expectation.a(), expectation.b())));
        }
        results.add(faultlessness.result());
        return results;
    }

    private void writeLosses(PairHistory pair, Instant end) {
        writeLosses(pair.a(), pair.b(), end);
        writeLosses(pair.b(), pair.a(), end);
    }

    private void writeLosses(String from, String to, Instant end) {
        DatagramLedger ledger = pairs.datagrams(from, to);
        new TrafficSeries(from, to, recorder).write(ledger, end);
        TrafficRecorder traffic = pairs.direction(from, to).traffic();
        for (int sequence = 0; sequence < ledger.size(); sequence++) {
            Instant sent = ledger.sentAt(sequence);
            if (ledger.isLost(sequence, end)) {
                Optional<DatagramLedger.Loss> known = ledger.lastLoss(sequence);
                DatagramLedger.Loss loss = known.isPresent() ? known.get() : unseenLoss(ledger, sequence, from);
                traffic.lost(loss.reason(), loss.place(), faults.accountableFor(sent, loss.at()));
            }
        }
    }

    /** A datagram that was lost where the network could not see it: inside a relay connection, or in a MagicSock. */
    private static DatagramLedger.Loss unseenLoss(DatagramLedger ledger, int sequence, String from) {
        Instant sent = ledger.sentAt(sequence);
        return ledger.lastCarrier(sequence)
                .map(carrier -> new DatagramLedger.Loss("relay-connection", "relay", sent))
                .orElseGet(() -> new DatagramLedger.Loss("no-path", from, sent));
    }
}
