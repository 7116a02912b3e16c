package dev.magicsock.scenarios.verify;

import dev.magicsock.reports.record.ExpectationResult.Outcome;
import dev.magicsock.scenarios.model.PathKind;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges claims about how long something took. What did not happen is broken once its time is up. */
final class SpeedClaims {

    private final PairHistory pair;
    private final Instant end;

    SpeedClaims(PairHistory pair, Instant end) {
        this.pair = pair;
        this.end = end;
    }

    Finding timeToDirect(Duration bound) {
        if (pair.connectedAt().isEmpty()) {
            return Finding.notDecided("nobody connected");
        }
        Instant connected = pair.connectedAt().get();
        Optional<Instant> direct = pair.momentsBetween(connected, end).stream()
                .filter(at -> pair.isOn(PathKind.DIRECT, at)).findFirst();
        return direct
                .map(at -> within(bound, connected, at,
                        "direct after " + Words.duration(Duration.between(connected, at))))
                .orElseGet(() -> missing(bound, connected, "the pair never became direct"));
    }

    /** In both directions, as far as anything was sent. */
    Finding timeToFirstByte(Duration bound) {
        List<DatagramLedger> used = pair.sides().stream().map(PairHistory.Side::datagrams)
                .filter(ledger -> ledger.size() > 0).toList();
        Optional<Finding> ofSilent = used.stream().filter(ledger -> ledger.deliveries().isEmpty()).findFirst()
                .map(ledger -> missing(bound, ledger.sentAt(0), "nothing arrived"));
        Optional<Finding> ofSlowest = used.stream().filter(ledger -> !ledger.deliveries().isEmpty())
                .max(Comparator.comparing(SpeedClaims::toFirstByte))
                .map(ledger -> within(bound, ledger.sentAt(0), ledger.deliveries().getFirst(),
                        "the first datagram arrived after " + Words.duration(toFirstByte(ledger))));
        return Stream.of(ofSlowest.filter(finding -> finding.outcome() == Outcome.BROKEN), ofSilent, ofSlowest)
                .flatMap(Optional::stream).findFirst()
                .orElse(Finding.notDecided("no datagram was sent"));
    }

    private static Duration toFirstByte(DatagramLedger ledger) {
        return Duration.between(ledger.sentAt(0), ledger.deliveries().getFirst());
    }

    private static Finding within(Duration bound, Instant began, Instant happenedAt, String happened) {
        Instant limit = began.plus(bound);
        return happenedAt.isAfter(limit) ? Finding.broken(happened, limit) : Finding.holds(happened);
    }

    private Finding missing(Duration bound, Instant began, String happened) {
        Instant limit = began.plus(bound);
        return limit.isAfter(end)
                ? Finding.notDecided(happened + " before the run ended at " + Words.time(end))
                : Finding.broken(happened, limit);
    }

    Finding roundTrip(Duration bound, Window counted) {
        List<PairHistory.RoundTrip> measured = pair.sides().stream()
                .flatMap(side -> side.roundTrips().stream())
                .filter(each -> counted.contains(each.at()))
                .toList();
        if (measured.isEmpty()) {
            return Finding.notDecided("no round trip was measured");
        }
        Duration slowest =
                measured.stream().map(PairHistory.RoundTrip::smoothed).max(Comparator.naturalOrder()).orElseThrow();
        return measured.stream()
                .filter(each -> each.smoothed().compareTo(bound) > 0)
                .map(PairHistory.RoundTrip::at)
                .min(Comparator.naturalOrder())
                .map(at -> Finding.broken("up to " + Words.duration(slowest), at))
                .orElseGet(() -> Finding.holds("at most " + Words.duration(slowest)));
    }
}
