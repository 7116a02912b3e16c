package dev.magicsock.scenarios.record;

import dev.magicsock.reports.recorder.DirectionRecorder;
import dev.magicsock.reports.recorder.PairRecorder;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import dev.magicsock.scenarios.verify.PairHistory;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pairs of a run, each with its history and its place in the record. */
public final class Pairs {

    private final RunRecorder recorder;
    private final Map<Key, PairHistory> histories = new LinkedHashMap<>();

    private record Key(String a, String b) {
    }

    Pairs(RunRecorder recorder) {
        this.recorder = recorder;
    }

    /** These two will talk to each other; made before the run, in the order in which they connect. */
    public void declare(String a, String b) {
        if (find(a, b).isEmpty()) {
            histories.put(new Key(a, b), new PairHistory(a, b));
            recorder.pair(a, b);
        }
    }

    /** The history of two endpoints, in whatever order they are named. */
    public Optional<PairHistory> find(String a, String b) {
        PairHistory history = histories.get(new Key(a, b));
        return Optional.ofNullable(history != null ? history : histories.get(new Key(b, a)));
    }

    /** The book of what one endpoint sends to another. */
    public DatagramLedger datagrams(String from, String to) {
        return history(from, to).from(from).datagrams();
    }

    /** The book that a datagram is entered in; empty if no such pair is declared. */
    Optional<DatagramLedger> ledger(TestDatagram datagram, Cast cast) {
        return cast.name(datagram.sender()).flatMap(sender -> cast.name(datagram.receiver())
                .filter(receiver -> find(sender, receiver).isPresent())
                .map(receiver -> datagrams(sender, receiver)));
    }

    Collection<PairHistory> all() {
        return histories.values();
    }

    PairHistory history(String a, String b) {
        return find(a, b).orElseThrow(() -> new IllegalStateException(a + " and " + b + " are no declared pair"));
    }

    /** One endpoint was told to connect to another. */
    public void connected(String from, String to, Instant now) {
        history(from, to).connected(now);
        recorder.pair(from, to).connecting(now);
    }

    PairRecorder recorder(String a, String b) {
        return recorder.pair(a, b);
    }

    DirectionRecorder direction(String from, String to) {
        return recorder.pair(from, to).from(from);
    }
}
