package dev.magicsock.scenarios.record;

import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.PathId;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.recorder.TrafficRecorder;
import dev.magicsock.scenarios.host.EndpointListener;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import dev.magicsock.scenarios.verify.PairHistory;
import dev.magicsock.scenarios.verify.PathTimeline.Carrying;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Hears one endpoint and notes what it heard, in the histories and in the record. */
final class EndpointRecorder implements EndpointListener {

    private final String endpoint;
    private final Cast cast;
    private final Pairs pairs;
    private final Faultlessness faultlessness;
    private final ObservationLog log;
    private final Map<String, PathInUse> inUse = new LinkedHashMap<>();

    EndpointRecorder(String endpoint, Cast cast, Pairs pairs, Faultlessness faultlessness, ObservationLog log) {
        this.endpoint = endpoint;
        this.cast = cast;
        this.pairs = pairs;
        this.faultlessness = faultlessness;
        this.log = log;
    }

    @Override
    public void observed(Observation observation, Instant now) {
        log.add(endpoint, observation, now);
        if (observation instanceof Observation.OfRemote ofRemote) {
            cast.name(ofRemote.remote())
                    .filter(peer -> pairs.find(endpoint, peer).isPresent())
                    .ifPresent(peer -> observedOf(peer, ofRemote, now));
        }
    }

    private void observedOf(String peer, Observation.OfRemote observation, Instant now) {
        PathInUse path = inUse.computeIfAbsent(peer, _ -> new PathInUse());
        PairHistory.Side side = pairs.history(endpoint, peer).from(endpoint);
        switch (observation) {
            case Observation.PathSelected(var _, PathId selected, String reason) -> {
                path.selected(selected);
                note(peer, path, side, reason, now);
            }
            case Observation.PathDeselected(var _, PathId deselected, String reason) -> {
                path.deselected(deselected);
                note(peer, path, side, reason, now);
            }
            case Observation.PathDoubted(var _, PathId _, String reason) -> {
                path.doubted();
                note(peer, path, side, reason, now);
            }
            case Observation.PathTrusted _ -> {
                path.trusted();
                note(peer, path, side, "the path answered", now);
            }
            case Observation.PathOneWay(var _, PathId oneWay, String reason) -> {
                path.oneWay(oneWay);
                note(peer, path, side, reason, now);
            }
            case Observation.PathValidated _ -> {
                path.noLongerOneWay();
                note(peer, path, side, "a full-size probe was answered", now);
            }
            case Observation.PathGivenUp(var _, PathId givenUp, String reason) -> {
                path.givenUp(givenUp);
                note(peer, path, side, reason, now);
            }
            case Observation.PongReceived(var _, PathId answered, String _, Duration roundTrip,
                    Optional<InetSocketAddress> _) -> {
                pairs.direction(endpoint, peer).rtt(PathInUse.carrier(answered.kind()), roundTrip, now);
                path.roundTrip(answered, roundTrip).ifPresent(smoothed -> side.roundTrip(smoothed, now));
            }
            case Observation.PathDiscovered _, Observation.PathReachable _, Observation.PathTooSmall _,
                    Observation.PingSent _, Observation.PingAnswered _, Observation.PunchSent _,
                    Observation.PunchReceived _, Observation.CallMeMaybeSent _, Observation.CallMeMaybeReceived _,
                    Observation.DuplicateSent _, Observation.StrangerRecognized _ -> {
                // Told by the log alone.
            }
        }
    }

    private void note(String peer, PathInUse path, PairHistory.Side side, String reason, Instant now) {
        side.paths().carrying(path.carrying(), now);
        side.paths().oneWay(path.isOneWay(), now);
        pairs.direction(endpoint, peer).path(path.kind(), path.routes(), reason, now);
        if (path.carrying() == Carrying.RELAY) {
            pairs.recorder(endpoint, peer).relayed(now);
        }
    }

    @Override
    public void carried(TestDatagram datagram, Carrier carrier, int bytes) {
        Optional<String> peer = cast.name(datagram.receiver()).filter(name -> pairs.find(endpoint, name).isPresent());
        if (datagram.sender() != cast.ordinal(endpoint) || peer.isEmpty()) {
            faultlessness.violated(endpoint + " sent a datagram of somebody else: " + datagram);
            return;
        }
        pairs.datagrams(endpoint, peer.get()).carried(datagram.sequence(), carrier);
        traffic(endpoint, peer.get()).carried(carrier, bytes);
    }

    @Override
    public void arrived(TestDatagram datagram, Carrier carrier, int bytes) {
        peerOfReceived(datagram).ifPresent(peer -> traffic(peer, endpoint).arrived(carrier, bytes));
    }

    private Optional<String> peerOfReceived(TestDatagram datagram) {
        Optional<String> peer = cast.name(datagram.sender());
        boolean mine = datagram.receiver() == cast.ordinal(endpoint);
        return mine ? peer.filter(name -> pairs.find(endpoint, name).isPresent()) : Optional.empty();
    }

    @Override
    public void delivered(TestDatagram datagram, Optional<EndpointId> sender, int bytes, Instant now) {
        Optional<String> peer = peerOfReceived(datagram);
        if (peer.isEmpty()) {
            faultlessness.violated("a datagram for another endpoint reached " + endpoint + ": " + datagram);
            return;
        }
        if (sender.isPresent() && !sender.get().equals(cast.id(peer.get()))) {
            faultlessness.violated(endpoint + " took a datagram of " + peer.get() + " for one of "
                    + cast.name(sender.get()).orElse("somebody unknown"));
        }
        count(peer.get(), datagram, bytes, now);
    }

    private void count(String peer, TestDatagram datagram, int bytes, Instant now) {
        TrafficRecorder traffic = traffic(peer, endpoint);
        DatagramLedger ledger = pairs.datagrams(peer, endpoint);
        DatagramLedger.Arrival arrival = ledger.delivered(datagram.sequence(), now);
        switch (arrival) {
            case FIRST -> traffic.delivered(bytes, now);
            case FIRST_REORDERED -> {
                traffic.delivered(bytes, now);
                traffic.reordered();
            }
            case DELIBERATE_COPY -> traffic.duplicatedDeliberately();
            case NETWORK_COPY -> traffic.duplicatedByNetwork();
            case UNEXPLAINED_COPY -> faultlessness.violated(endpoint + " got a copy that nobody had made: " + datagram);
            case UNKNOWN -> faultlessness.violated(endpoint + " got a datagram that was never sent: " + datagram);
        }
        if (arrival != DatagramLedger.Arrival.UNKNOWN && bytes != ledger.sizeBytes(datagram.sequence())) {
            faultlessness.violated(endpoint + " got " + bytes + " bytes instead of "
                    + ledger.sizeBytes(datagram.sequence())
                    + ": " + datagram);
        }
    }

    @Override
    public void deliveredForeign(int bytes, Instant now) {
        faultlessness.violated("the application of " + endpoint + " got " + bytes
                + " bytes that no application had sent");
    }

    private TrafficRecorder traffic(String from, String to) {
        return pairs.direction(from, to).traffic();
    }
}
