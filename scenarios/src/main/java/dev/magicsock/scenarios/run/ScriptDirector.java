package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.topology.Network;
import dev.magicsock.quicsim.process.QuicJob;
import dev.magicsock.scenarios.host.Application;
import dev.magicsock.scenarios.host.EndpointQuic;
import dev.magicsock.scenarios.host.RelayProgram.Outage;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.record.Cast;
import dev.magicsock.scenarios.record.RunRecording;
import dev.magicsock.scenarios.traffic.TrafficSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells applications before the run what to do when, and lets the recording know what the script does during it. */
final class ScriptDirector {

    /** A busy host sends its last datagram a little late. */
    private static final Duration LATE = Duration.ofMillis(100);
    /** As long as idle connections are kept. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private final Scenario scenario;
    private final Cast cast;
    private final Map<String, Application> applications;
    private final Map<String, EndpointQuic> quic;
    private final RunRecording recording;
    private final Conversations conversations;
    private int quicJobs;

    ScriptDirector(Scenario scenario, Cast cast, Map<String, Application> applications,
            Map<String, EndpointQuic> quic, RunRecording recording) {
        this.scenario = scenario;
        this.cast = cast;
        this.applications = applications;
        this.quic = quic;
        this.recording = recording;
        this.conversations = new Conversations(scenario);
    }

    /** When a relay's process does not run: while any of the script's steps has it down. */
    static List<Outage> outages(Scenario scenario, String relay) {
        List<Outage> outages = new ArrayList<>();
        for (ScriptStep step : scenario.script()) {
            if (stops(step.action(), relay)) {
                Outage next = new Outage(Instant.EPOCH.plus(step.at()), step.until().map(Instant.EPOCH::plus),
                        isAnnounced(step.action()));
                boolean joins = !outages.isEmpty() && outages.getLast().lastsUntil(next.from());
                outages.add(joins ? outages.removeLast().joinedWith(next) : next);
            }
        }
        return outages;
    }

    private static boolean stops(ScriptAction action, String relay) {
        return action instanceof ScriptAction.RelayStop stop && stop.relay().equals(relay)
                || action instanceof ScriptAction.RelayRestart restart && restart.relay().equals(relay);
    }

    private static boolean isAnnounced(ScriptAction action) {
        return action instanceof ScriptAction.RelayRestart restart && restart.announced();
    }

    void direct(Network network) {
        for (ScriptStep step : scenario.script()) {
            Instant at = Instant.EPOCH.plus(step.at());
            switch (step.action()) {
                case ScriptAction.Connect(String from, String to) -> connect(from, to, at, network);
                case ScriptAction.Traffic traffic -> send(traffic, at, network);
                case ScriptAction.QuicTraffic traffic -> talk(traffic, at, network);
                case ScriptAction.LinkDown _, ScriptAction.LinkDead _, ScriptAction.ChangeLink _,
                        ScriptAction.InterfaceSwitch _, ScriptAction.AddressChange _, ScriptAction.NatReboot _,
                        ScriptAction.NatChange _, ScriptAction.RelayStop _, ScriptAction.RelayRestart _,
                        ScriptAction.RelayTrouble _, ScriptAction.Partition _, ScriptAction.UdpBlock _,
                        ScriptAction.BlackholeDirect _,
                        ScriptAction.ClockStep _, ScriptAction.ClockSkew _, ScriptAction.Suspend _ ->
                    noteFault(step, at, network);
            }
        }
    }

    private void connect(String from, String to, Instant at, Network network) {
        recording.pairs().declare(from, to);
        applications.get(from).connectAt(at, cast.id(to));
        network.schedule(at, () -> {
            recording.pairs().connected(from, to, at);
            recording.scripted("connect", from, from + " connects to " + to, at);
        });
    }

    private void send(ScriptAction.Traffic traffic, Instant at, Network network) {
        String from = traffic.from();
        String to = traffic.to();
        recording.pairs().declare(from, to);
        send(from, to, traffic, at, network);
        if (traffic.bothWays()) {
            send(to, from, traffic, at, network);
        }
        network.schedule(at, () -> recording.scripted("traffic", from, "traffic from " + from + " to " + to
                + (traffic.bothWays() ? " and back" : ""), at));
    }

    private void send(String from, String to, ScriptAction.Traffic traffic, Instant at, Network network) {
        TrafficSource source = new TrafficSource(cast.ordinal(from), cast.ordinal(to), recording.outbox(from, to),
                traffic.every(), traffic.sizeBytes(), at, Instant.EPOCH.plus(traffic.until()));
        if (conversations.connects(from, to)) {
            applications.get(from).send(cast.id(to), source);
        } else if (conversations.sends(to, from)) {
            applications.get(from).answer(cast.id(to), source);
        } else {
            // It would wait forever to hear from the one that connects, but says nothing.
            applications.get(from).connectAt(at, cast.id(to));
            applications.get(from).send(cast.id(to), source);
        }
        notePause(from, to, traffic.until(), network);
    }

    /** The jobs are numbered, since one endpoint may have several with another. */
    private void talk(ScriptAction.QuicTraffic traffic, Instant at, Network network) {
        String from = traffic.from();
        String to = traffic.to();
        quicJobs++;
        String job = "quic-" + quicJobs;
        recording.pairs().declare(from, to);
        recording.quicPlanned(from, to, job);
        quic.get(from).performAt(at, new QuicJob(job, cast.id(to), QuicJob.Kind.valueOf(traffic.kind().name()),
                traffic.sizeBytes(), traffic.count(), traffic.every(), traffic.connections(), traffic.guarded(),
                CONNECT_TIMEOUT));
        network.schedule(at, () -> recording.scripted("traffic", from, "QUIC from " + from + " to " + to, at));
    }

    private void notePause(String from, String to, Duration until, Network network) {
        Duration at = until.plus(LATE);
        if (at.compareTo(scenario.duration()) < 0 && !conversations.sendsAt(at, from, to)) {
            network.schedule(Instant.EPOCH.plus(at), () -> recording.paused(from, to));
        }
    }

    private void noteFault(ScriptStep step, Instant at, Network network) {
        String keyword = step.action().keyword();
        String target = recording.faultTarget(step.action());
        Optional<Duration> lasting = step.action().lasting();
        network.schedule(at, () -> {
            recording.faultStarted(step.action(), at);
            recording.scripted(keyword, target, keyword + " of " + target
                    + lasting.map(duration -> " for " + duration.toMillis() + " ms").orElse(""), at);
        });
        step.until().map(Instant.EPOCH::plus).filter(until -> !until.isAfter(Instant.EPOCH.plus(scenario.duration())))
                .ifPresent(until -> network.schedule(until, () -> recording.faultEnded(keyword, target, until)));
    }
}
