package dev.magicsock.scenarios.record;

import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.recorder.RunRecorder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Hears the real QUIC of one endpoint and notes what it heard, in the histories and in the record. */
final class QuicRecorder implements QuicEvent.Listener {

    private final String endpoint;
    private final Cast cast;
    private final Pairs pairs;
    private final RunRecorder recorder;
    private final Consumer<RunEvent> events;
    private final InstantSource world;
    /** Whom each job of this endpoint talks to. */
    private final Map<String, String> jobs = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    QuicRecorder(String endpoint, Cast cast, Pairs pairs, RunRecorder recorder, Consumer<RunEvent> events,
            InstantSource world) {
        this.endpoint = endpoint;
        this.cast = cast;
        this.pairs = pairs;
        this.recorder = recorder;
        this.events = events;
        this.world = world;
    }

    /** This endpoint has a job to do with another one. */
    void planned(String job, String remote) {
        jobs.put(job, remote);
        pairs.history(endpoint, remote).quic().planned(job);
    }

    @Override
    public void happened(QuicEvent event) {
        switch (event) {
            case QuicEvent.Connecting(String job) -> {
                pairs.history(endpoint, jobs.get(job)).quic().connecting(job, world.instant());
                write(jobs.get(job), "quic-connecting", "connects over QUIC (" + job + ")", "");
            }
            case QuicEvent.Connected(String job) -> {
                count("quic-handshakes", 1);
                pairs.history(endpoint, jobs.get(job)).quic().connected(job, world.instant());
                write(jobs.get(job), "quic-connected", "is connected over QUIC (" + job + ")", "");
            }
            case QuicEvent.NotConnected(String job, String reason) ->
                    write(jobs.get(job), "quic-not-connected", "cannot connect over QUIC (" + job + ")", reason);
            case QuicEvent.CameBack(String job, int bytes) -> {
                count("quic-bytes-returned", bytes);
                pairs.history(endpoint, jobs.get(job)).quic().cameBack(job, bytes, world.instant());
            }
            case QuicEvent.StreamDone(String job, int _, boolean intact) -> {
                count(intact ? "quic-streams-intact" : "quic-streams-changed", 1);
                pairs.history(endpoint, jobs.get(job)).quic().streamDone(job, intact);
            }
            case QuicEvent.DatagramSent(String _) -> count("quic-datagrams-sent", 1);
            case QuicEvent.Done(String job) -> {
                pairs.history(endpoint, jobs.get(job)).quic().done(job, world.instant());
                write(jobs.get(job), "quic-done", "has done what it was to do over QUIC (" + job + ")", "");
            }
            case QuicEvent.Failed(String job, String reason) -> {
                pairs.history(endpoint, jobs.get(job)).quic().failed(job, reason, world.instant());
                write(jobs.get(job), "quic-failed", "gives up what it was to do over QUIC (" + job + ")", reason);
            }
            case QuicEvent.Closed(String job, String how, QuicEvent.Statistics statistics) -> {
                pairs.history(endpoint, jobs.get(job)).quic().closed(job, how);
                write(jobs.get(job), "quic-closed", "closed a QUIC connection (" + job + ")", how);
                count(statistics);
            }
            case QuicEvent.Accepted(var remote) -> cast.name(remote).ifPresent(name ->
                    write(name, "quic-accepted", "accepts a QUIC connection of " + name, ""));
            case QuicEvent.AcceptedClosed(var remote, String how) -> cast.name(remote).ifPresent(name ->
                    write(name, "quic-accepted-closed", "sees the end of a QUIC connection of " + name, how));
            case QuicEvent.Refused(String reason) ->
                    write(null, "quic-refused", "refuses a QUIC connection", reason);
        }
    }

    private void count(QuicEvent.Statistics statistics) {
        count("quic-packets-sent", statistics.packetsSent());
        count("quic-packets-lost", statistics.packetsLost());
        count("quic-bytes-sent", statistics.bytesSent());
    }

    private void count(String name, long amount) {
        counts.merge(name, amount, Long::sum);
    }

    private void write(String peer, String name, String text, String reason) {
        events.accept(new RunEvent(world.instant(), RunEvent.Kind.OBSERVATION, endpoint, Optional.ofNullable(peer),
                name, endpoint + " " + text, reason, List.of()));
    }

    void schedule(long steps, String fingerprint, Instant end) {
        count("quic-thread-steps", steps);
        events.accept(new RunEvent(end, RunEvent.Kind.OBSERVATION, endpoint, Optional.empty(), "quic-schedule",
                endpoint + "'s threads of QUIC ran in the order " + fingerprint, "", List.of()));
    }

    void writeCounters() {
        counts.forEach((name, value) -> recorder.counter(
                new Counter(endpoint, name, name.contains("bytes") ? "bytes" : "times", value)));
    }
}
