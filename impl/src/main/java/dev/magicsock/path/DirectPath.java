package dev.magicsock.path;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about one direct path, and when it wants to be pinged, doubted and given up.
 *
 * <p>Knowledge comes only from authenticated packets: Pongs to our own Pings prove both directions up to the size of
 * the Ping; the remote's Pings prove that its packets arrive. Pure: it sends nothing. Not thread-safe.
 */
public final class DirectPath {

    /** Answers to everything up to here are assumed to pass where a small Ping passes. */
    private static final int SMALL_DATAGRAM_BYTES = 512;

    /** With nothing to send, a path in doubt is asked once a second until it is given up. */
    private static final Duration DOUBT_PING = Duration.ofSeconds(1);

    /** How often a quiet path is proven anew at full size. */
    private static final Duration PROVE_SIZE_AGAIN = Duration.ofSeconds(30);

    /** No path is asked twice within this time because of what others do or say. */
    private static final Duration PING_GAP_MIN = Duration.ofMillis(100);

    /**
     * The same when a Ping of the remote shows that its packets pass: ours is likely to pass now too, and the pair is
     * only as fast as its slower side.
     */
    private static final Duration PING_GAP_MIN_AFTER_PING = Duration.ofMillis(30);

    private final PathId.Direct id;
    private final PathTiming timing;
    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private final SeriesRun series = new SeriesRun();
    private final Trust trust;
    private final OneWayWatch oneWay;
    private PathState state = PathState.UNPROVEN;
    private boolean kept;
    private boolean owesFullPing;
    private int provenBytes;

    private Instant lastPing;
    private Instant lastFullPing;
    private Instant lastHeard;
    private Instant lastValidated;
    private boolean askedToPing;
    private int largestSentSincePing;

    /** A path about which nothing is known. */
    public DirectPath(PathId.Direct id, PathTiming timing) {
        this.id = id;
        this.timing = timing;
        this.trust = new Trust(timing, roundTrip);
        this.oneWay = new OneWayWatch(timing.trust());
    }

    /** Its name. */
    public PathId.Direct id() {
        return id;
    }

    /** How much is proven. */
    public PathState state() {
        return state;
    }

    /** Whether it may be selected and carry data alone. */
    public boolean isTrusted() {
        return state == PathState.VALIDATED && !trust.isDoubted();
    }

    /** Whether it is validated, but answers are missing. */
    public boolean isDoubted() {
        return trust.isDoubted();
    }

    /** The path as a selector sees it. */
    public PathCandidate asCandidate() {
        return new PathCandidate(id, roundTrip.smoothed());
    }

    /** The path as whoever asks sees it. */
    public PathSnapshot snapshot(boolean selected) {
        Optional<Duration> measured = roundTrip.isMeasured() ? Optional.of(roundTrip.smoothed()) : Optional.empty();
        return new PathSnapshot(id, state, isDoubted(), selected, measured, Optional.ofNullable(lastHeard));
    }

    /** The largest UDP payload that was answered, in bytes; 0 if none was. */
    public int provenBytes() {
        return provenBytes;
    }

    // Probing

    /**
     * Begins to look for an answer at an address that the user, discovery or the remote itself named, unless the path
     * is validated or has been asked just now.
     */
    public void discover(Instant now) {
        if (state == PathState.VALIDATED) {
            pingSoon();
        } else if (!series.hasJustBegun(ProbeSeries.DISCOVER, now.minus(PING_GAP_MIN))) {
            series.begin(ProbeSeries.DISCOVER, now, now);
        }
    }

    /** Asks an address that is only suggested by where a packet seems to come from; nothing if it is being asked. */
    public void verify(Instant now) {
        if (state != PathState.VALIDATED && !series.isRunning()) {
            series.begin(ProbeSeries.VERIFY, now, now);
        }
    }

    /** Whether a series of Pings is going on. */
    public boolean isBeingProbed() {
        return series.isRunning();
    }

    /** Wants one Ping as soon as the minimum gap between two allows. */
    public void pingSoon() {
        askedToPing = true;
    }

    /** Puts the next Ping off, because there was no permission to send it. */
    public void postponePing(Instant until) {
        series.postpone(until);
    }

    /** Whether to send heartbeats over it while it is validated. */
    public void keep(boolean wanted) {
        kept = wanted;
    }

    /** Whether heartbeats are sent over it while it is validated. */
    public boolean isKept() {
        return kept;
    }

    /** Whether a Ping is to be sent now. A series that has ended wants none: see {@link #concludeSeries}. */
    public boolean isPingDue(Instant now) {
        Instant at = nextPing();
        return at != null && !now.isBefore(at) && !series.waitsForLastAnswer();
    }

    /** Whether the next Ping shall be as large as a full datagram. */
    public boolean wantsFullPing(Instant now) {
        if (state != PathState.VALIDATED) {
            return series.is(ProbeSeries.PROVE_SIZE);
        }
        return trust.owesFullAnswer()
                || largestSentSincePing > SMALL_DATAGRAM_BYTES
                || !now.isBefore(lastValidated.plus(PROVE_SIZE_AGAIN));
    }

    /** Whether it is not known yet if anybody answers, and that is being found out. */
    public boolean isDiscovering() {
        return series.is(ProbeSeries.DISCOVER);
    }

    /** How many Pings of the current series were sent. */
    public int seriesStep() {
        return series.step();
    }

    /** Whether the remote's last Ping by this path was as large as a full datagram, and ours has not been since. */
    public boolean owesFullPing() {
        return owesFullPing;
    }

    /** A Ping of this many bytes of UDP payload was sent as part of the plan; the plan moves on. */
    public void onPingSent(int bytes, Instant now) {
        noteExtraPing(bytes, now);
        askedToPing = false;
        largestSentSincePing = 0;
        series.onPingSent(now);
    }

    /** A Ping was sent beside the plan. */
    public void noteExtraPing(int bytes, Instant now) {
        boolean full = bytes >= timing.fullDatagramBytes();
        lastPing = now;
        oneWay.onPingSent(now);
        if (full) {
            lastFullPing = now;
            owesFullPing = false;
        }
        if (state == PathState.VALIDATED) {
            trust.onPingSent(full, now);
        }
    }

    /** Ends a series whose last Ping has had its time. Returns which outcome the series had, if it ended now. */
    public Optional<SeriesOutcome> concludeSeries(Instant now) {
        if (!series.waitsForLastAnswer() || now.isBefore(series.next())) {
            return Optional.empty();
        }
        boolean sizeMissing = series.is(ProbeSeries.PROVE_SIZE);
        series.stop();
        return Optional.of(sizeMissing ? SeriesOutcome.TOO_SMALL : SeriesOutcome.NO_ANSWER);
    }

    // Receiving

    /**
     * A Pong answered a Ping of ours that went by this path.
     *
     * @param bytes  the size of the Ping as UDP payload
     * @param sentAt when the Ping was sent
     */
    public PongEffect onPong(int bytes, Instant sentAt, Instant now) {
        roundTrip.sample(Duration.between(sentAt, now));
        heard(now);
        oneWay.onAnswered();
        provenBytes = Math.max(provenBytes, bytes);
        boolean full = bytes >= timing.fullDatagramBytes();
        trust.onAnswered(full, sentAt);
        if (full) {
            lastValidated = now;
        }
        if (state == PathState.VALIDATED) {
            return trust.regain(now) ? PongEffect.BECAME_TRUSTED : PongEffect.NONE;
        }
        return full ? becomeValidated() : becomeReachable(now);
    }

    private void heard(Instant now) {
        lastHeard = now;
        trust.onReceived(now);
    }

    private PongEffect becomeValidated() {
        state = PathState.VALIDATED;
        series.stop();
        return PongEffect.BECAME_VALIDATED;
    }

    private PongEffect becomeReachable(Instant now) {
        if (series.is(ProbeSeries.PROVE_SIZE)) {
            return PongEffect.NONE;
        }
        boolean first = state != PathState.REACHABLE;
        state = PathState.REACHABLE;
        boolean fullOnTheWay = lastFullPing != null && now.isBefore(lastFullPing.plus(timing.patienceMax()));
        series.begin(ProbeSeries.PROVE_SIZE, fullOnTheWay ? now.plus(PING_GAP_MIN) : now, now);
        return first ? PongEffect.BECAME_REACHABLE : PongEffect.NONE;
    }

    /**
     * A Ping of the remote arrived by this path: its packets pass, and a NAT here is open. A good moment to ask.
     *
     * @param bytes its size as UDP payload
     */
    public void onPingReceived(int bytes, Instant now) {
        heard(now);
        oneWay.onPingReceived(now);
        if (state == PathState.VALIDATED) {
            return;
        }
        owesFullPing |= bytes >= timing.fullDatagramBytes();
        if (!series.isRunning()) {
            verify(now);
        } else if (series.step() > 0 && !series.is(ProbeSeries.PROVE_SIZE) && !series.waitsForLastAnswer()) {
            Instant soon = lastPing.plus(PING_GAP_MIN_AFTER_PING);
            series.hasten(soon.isBefore(now) ? now : soon);
        }
    }

    // Carrying data

    /**
     * The application's datagram left by this path.
     *
     * @return whether {@link #nextDeadline} may have moved; at most once per Ping
     */
    public boolean onDataSent(int bytes) {
        boolean first = largestSentSincePing == 0;
        largestSentSincePing = Math.max(largestSentSincePing, bytes);
        return first;
    }

    /** Something suggests that the other side uses or doubts the path: as if a small datagram had been sent. */
    public boolean noteActivity() {
        return onDataSent(1);
    }

    /** The smoothed round-trip time; zero before the first answer. */
    public Duration roundTrip() {
        return roundTrip.smoothed();
    }

    // Doubt and its end

    /** Whether the path is to be doubted from now on. */
    public boolean isDoubtDue(Instant now) {
        return state == PathState.VALIDATED && trust.isDoubtDue(now);
    }

    /** The path is in doubt until it answers. */
    public void doubt() {
        trust.doubt();
    }

    /** Something happened that may have cut it off: it is in doubt, and asked at once. */
    public void distrust(Instant now) {
        if (state == PathState.VALIDATED) {
            trust.cutOff(now);
            pingSoon();
        }
    }

    /** Why it is in doubt, in words. */
    public String doubtReason() {
        return trust.doubtReason();
    }

    /** Whether the path has been asked in vain for so long that it is to be given up. */
    public boolean isGiveUpDue(Instant now) {
        return state == PathState.VALIDATED && trust.isGiveUpDue(now);
    }

    /** Whether small Pings are answered and only the full-size ones are not. */
    public boolean isTooSmall() {
        return trust.owesFullAnswersAlone();
    }

    /** The path is not used any more, unless it answers again. */
    public void giveUp() {
        state = PathState.GIVEN_UP;
        series.stop();
        trust.end();
        provenBytes = 0;
    }

    /** Whether the remote's Pings arrive while ours are not answered; true once, until an answer comes. */
    public boolean discoversOneWay(Instant now) {
        return oneWay.discovers(now);
    }

    // Time

    /** When something is due; null if nothing is. */
    public Instant nextDeadline() {
        return state == PathState.VALIDATED ? Trust.earlier(nextPing(), trust.nextDeadline()) : nextPing();
    }

    private Instant nextPing() {
        if (series.isRunning()) {
            return series.next();
        }
        if (state != PathState.VALIDATED) {
            return null;
        }
        Duration gap = pingGap();
        return gap == null ? null : lastPing.plus(gap);
    }

    private Duration pingGap() {
        if (askedToPing) {
            return PING_GAP_MIN;
        }
        if (largestSentSincePing > 0) {
            return timing.activePing();
        }
        if (trust.isDoubted()) {
            return DOUBT_PING;
        }
        return kept ? timing.heartbeat() : null;
    }
}
