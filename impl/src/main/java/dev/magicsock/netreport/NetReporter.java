package dev.magicsock.netreport;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides when the network is looked at, and when enough was seen (section 7).
 *
 * <p>A <em>full</em> report, made first, after a change of network, every five minutes, and as long as there seems to
 * be a captive portal and no UDP, asks every relay 200, 300 and 400 ms after its start until it has answered, and looks
 * for a captive portal. Between full ones, every 20 to 26 s, nothing is asked unless no relay has answered last time.
 * STUN has a schedule of its own, and what it found is part of the report.
 *
 * <p>Pure: no I/O, no clock, not thread-safe. Call {@link #start} once, then whatever happens, and
 * {@link #deadlineReached} at {@link #nextDeadline}. Answers that come too late are ignored by their number.
 */
public final class NetReporter {

    private static final Duration FULL_INTERVAL = Duration.ofMinutes(5);
    private static final Duration INTERVAL_MIN = Duration.ofSeconds(20);
    private static final Duration INTERVAL_MAX = Duration.ofSeconds(26);

    /** The network may be slow to come up: STUN gets its chance, and the first answers spare the later questions. */
    private static final Duration FIRST_ROUND = Duration.ofMillis(200);
    private static final Duration ROUND_GAP = Duration.ofMillis(100);
    private static final int ROUNDS = 3;

    /** No report takes longer; what did not answer by then has failed. */
    private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(5);

    private final List<RelayUrl> relays;
    private final RandomGenerator random;
    private final NetReportOutput output;
    private int number;
    private Running running;
    private Instant nextAt;
    private Instant lastFullAt;
    private boolean anyRelayAnswered;
    private boolean suspectsPortal;

    /** @param relays to be probed, at most five as a rule */
    public NetReporter(List<RelayUrl> relays, NetReportOutput output, RandomGenerator random) {
        this.relays = List.copyOf(relays);
        this.output = Objects.requireNonNull(output);
        this.random = Objects.requireNonNull(random);
    }

    /** One report that is being made. */
    private static final class Running {

        private final Instant startedAt;
        private final Map<RelayUrl, Duration> latencies = new LinkedHashMap<>();
        private final Map<RelayUrl, String> failures = new LinkedHashMap<>();
        private final boolean looksForPortal;
        private CaptivePortal portal = CaptivePortal.UNKNOWN;
        private boolean portalChecked;
        private int rounds;
        private int underWay;

        Running(Instant startedAt, boolean looksForPortal) {
            this.startedAt = startedAt;
            this.looksForPortal = looksForPortal;
            this.portalChecked = !looksForPortal;
        }

        Instant nextRoundAt() {
            return startedAt.plus(FIRST_ROUND).plus(ROUND_GAP.multipliedBy(rounds));
        }
    }

    /** Makes the first report. */
    public void start(Instant now) {
        begin(true, now);
    }

    /** Everything may be different now: begins a full report, whatever is under way. */
    public void networkChanged(Instant now) {
        if (nextAt != null) {
            begin(true, now);
        }
    }

    /** A relay answered. */
    public void probeAnswered(int report, RelayUrl relay, Duration latency, Instant now) {
        if (running == null || report != number) {
            return;
        }
        running.underWay--;
        running.latencies.merge(relay, latency, (known, other) -> other.compareTo(known) < 0 ? other : known);
        running.failures.remove(relay);
        finishIfEnough(now);
    }

    /** A relay did not answer, or not as a relay does. */
    public void probeFailed(int report, RelayUrl relay, String reason, Instant now) {
        if (running == null || report != number) {
            return;
        }
        running.underWay--;
        if (!running.latencies.containsKey(relay)) {
            running.failures.put(relay, reason);
        }
        finishIfEnough(now);
    }

    /** The look for a captive portal is over. */
    public void captivePortalChecked(int report, CaptivePortal found, Instant now) {
        if (running == null || report != number) {
            return;
        }
        running.portal = found;
        running.portalChecked = true;
        finishIfEnough(now);
    }

    /** Does what is due. */
    public void deadlineReached(Instant now) {
        if (running == null) {
            if (nextAt != null && !now.isBefore(nextAt)) {
                next(now);
            }
        } else if (!now.isBefore(running.startedAt.plus(REPORT_TIMEOUT))) {
            finish(now);
        } else {
            askIfDue(now);
        }
    }

    /** When {@link #deadlineReached} has something to do. */
    public Optional<Deadline> nextDeadline() {
        if (running == null) {
            return Optional.ofNullable(nextAt).map(at -> new Deadline(at, "net report"));
        }
        return Optional.of(running.rounds < ROUNDS
                ? new Deadline(running.nextRoundAt(), "relay probes")
                : new Deadline(running.startedAt.plus(REPORT_TIMEOUT), "net report timeout"));
    }

    private void next(Instant now) {
        boolean full = suspectsPortal || !now.isBefore(lastFullAt.plus(FULL_INTERVAL));
        if (full || !anyRelayAnswered) {
            begin(full, now);
        } else {
            schedule(now);
        }
    }

    private void begin(boolean full, Instant now) {
        number++;
        lastFullAt = full ? now : lastFullAt;
        running = new Running(now, full && !relays.isEmpty());
        schedule(now);
        if (relays.isEmpty()) {
            finish(now);
        }
    }

    private void schedule(Instant now) {
        nextAt = now.plusNanos(random.nextLong(INTERVAL_MIN.toNanos(), INTERVAL_MAX.toNanos()));
    }

    private void askIfDue(Instant now) {
        if (running.rounds >= ROUNDS || now.isBefore(running.nextRoundAt())) {
            return;
        }
        if (running.rounds == 0 && running.looksForPortal) {
            output.checkCaptivePortal(number, relays.get(random.nextInt(relays.size())));
        }
        running.rounds++;
        for (RelayUrl relay : relays) {
            if (!running.latencies.containsKey(relay)) {
                running.underWay++;
                output.probe(number, relay);
            }
        }
    }

    private void finishIfEnough(Instant now) {
        boolean allAnswered = running.latencies.size() == relays.size();
        boolean allAsked = running.rounds == ROUNDS && running.underWay == 0;
        if (running.portalChecked && (allAnswered || allAsked)) {
            finish(now);
        }
    }

    private void finish(Instant now) {
        Running done = running;
        running = null;
        for (RelayUrl relay : relays) {
            if (!done.latencies.containsKey(relay)) {
                done.failures.putIfAbsent(relay, "no answer within " + REPORT_TIMEOUT.toSeconds() + " s");
            }
        }
        List<StunSighting> stun = output.stunSightings();
        anyRelayAnswered = relays.isEmpty() || !done.latencies.isEmpty();
        suspectsPortal = done.portal == CaptivePortal.PRESENT && stun.isEmpty();
        if (!nextAt.isAfter(now)) {
            schedule(now);
        }
        output.reported(new NetReport(done.latencies, done.failures, done.portal, stun));
    }
}
