package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges claims about figures, which count what was sent within a window. A claim that nothing was sent for is not
 * decided, nor is one that the rest of its window could still change because the run ended before.
 */
final class FigureClaims {

    private static final Finding NOTHING_COUNTS = Finding.notDecided("no datagram was sent that counts");

    private final PairHistory pair;
    private final Window counted;
    private final Instant end;

    private record Sent(DatagramLedger ledger, int sequence) {
        Instant at() {
            return ledger.sentAt(sequence);
        }
    }

    /** @param counted datagrams count that were sent in this window */
    FigureClaims(PairHistory pair, Window counted, Instant end) {
        this.pair = pair;
        this.counted = counted;
        this.end = end;
    }

    Finding lostAtMost(Amount bound, Windows excepted) {
        List<Sent> sent = sent().filter(each -> !isExcepted(each, excepted)).toList();
        List<Instant> lost =
                sent.stream().filter(each -> each.ledger.isLost(each.sequence, end)).map(Sent::at).toList();
        return atMost(bound, lost, sent.size(), lost.size() + " of " + Words.count(sent.size(), "datagram") + " lost");
    }

    /** Sent while one of the faults lasted, or on its way when one began. */
    private static boolean isExcepted(Sent sent, Windows faults) {
        return faults.meet(new Window(sent.at(), sent.ledger.fateKnownAt(sent.sequence)));
    }

    Finding duplicatesAtMost(Amount bound) {
        List<Instant> copies = new ArrayList<>();
        sent().forEach(each -> {
            for (int copy = 1; copy < each.ledger.copiesDelivered(each.sequence); copy++) {
                copies.add(each.at());
            }
        });
        return atMost(bound, copies, sent().count(),
                copies.size() + (copies.size() == 1 ? " further copy" : " further copies") + " arrived");
    }

    /**
     * @param events when those were sent that are to be few
     * @param of     of how many
     */
    private Finding atMost(Amount bound, List<Instant> events, long of, String happened) {
        if (of == 0) {
            return NOTHING_COUNTS;
        }
        long allowed = switch (bound) {
            case Amount.Count(long datagrams) -> datagrams;
            case Amount.Ratio(double ratio) -> share(ratio, of, RoundingMode.FLOOR);
        };
        return events.size() <= allowed ? holdsIfFinished(happened)
                : Finding.broken(happened, events.stream().sorted().skip(allowed).findFirst().orElseThrow());
    }

    /** Exact: in floating point 29 of 100 would be more than 29 %. */
    private static long share(double ratio, long of, RoundingMode rounding) {
        return BigDecimal.valueOf(ratio).multiply(BigDecimal.valueOf(of)).setScale(0, rounding).longValueExact();
    }

    Finding deliveredAtLeast(Amount bound) {
        long sent = sent().count();
        if (sent == 0) {
            return NOTHING_COUNTS;
        }
        long delivered = sent().filter(each -> each.ledger.deliveredAt(each.sequence).isPresent()).count();
        long wanted = switch (bound) {
            case Amount.Count(long datagrams) -> datagrams;
            case Amount.Ratio(double ratio) -> share(ratio, sent, RoundingMode.CEILING);
        };
        String happened = delivered + " of " + Words.count(sent, "datagram") + " delivered";
        if (delivered >= wanted) {
            return Finding.holds(happened);
        }
        return isFinished() ? Finding.broken(happened, counted.to()) : notFinished(happened);
    }

    Finding gapAtMost(Duration bound, Windows excepted) {
        if (sent().findAny().isEmpty()) {
            return NOTHING_COUNTS;
        }
        Duration longest = Duration.ZERO;
        Instant longestFrom = counted.from();
        Optional<Instant> violation = Optional.empty();
        for (Window gap : gaps()) {
            Duration outside = excepted.longestOutside(gap);
            if (outside.compareTo(longest) > 0) {
                longest = outside;
                longestFrom = gap.from();
            }
            Instant broken = gap.from().plus(bound);
            if (outside.compareTo(bound) > 0 && violation.filter(earlier -> !broken.isBefore(earlier)).isEmpty()) {
                violation = Optional.of(broken);
            }
        }
        String happened = "the longest gap was " + Words.duration(longest) + ", from " + Words.time(longestFrom);
        return violation.map(at -> Finding.broken(happened, at)).orElseGet(() -> holdsIfFinished(happened));
    }

    private List<Window> gaps() {
        return pair.sides().stream()
                .flatMap(side -> Gaps.of(side.datagrams()).stream())
                .flatMap(gap -> gap.within(counted).stream())
                .toList();
    }

    Finding relayBytesAtMost(long bound) {
        if (sent().findAny().isEmpty()) {
            return NOTHING_COUNTS;
        }
        long bytes = sent().mapToLong(each -> each.ledger.relayBytes(each.sequence)).sum();
        String happened = Words.count(bytes, "byte") + " went through relays";
        return bytes <= bound ? holdsIfFinished(happened)
                : Finding.broken(happened, isFinished() ? counted.to() : end);
    }

    private Stream<Sent> sent() {
        return pair.sides().stream().map(PairHistory.Side::datagrams)
                .flatMap(ledger -> IntStream.range(0, ledger.size())
                        .filter(sequence -> counted.contains(ledger.sentAt(sequence)))
                        .mapToObj(sequence -> new Sent(ledger, sequence)));
    }

    private Finding holdsIfFinished(String happened) {
        return isFinished() ? Finding.holds(happened) : notFinished(happened);
    }

    private boolean isFinished() {
        return !counted.to().isAfter(end);
    }

    private Finding notFinished(String happened) {
        return Finding.notDecided("the run ended at " + Words.time(end) + ", when " + happened);
    }
}
