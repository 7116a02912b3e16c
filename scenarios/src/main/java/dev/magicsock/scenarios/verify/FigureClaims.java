package dev.magicsock.scenarios.verify;

import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges claims about numbers of datagrams, which count what was sent within a window. */
final class FigureClaims {

    /**
     * What has not arrived this long before the end, and of which no drop is known, may still be under way: streams to
     * relays repeat lost segments for seconds.
     */
    private static final Duration UNDER_WAY = Duration.ofSeconds(3);

    /** An application that sends nothing for longer than this waits for nothing: silence is no gap then. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PairHistory pair;
    private final Window counted;
    private final Instant end;

    /** @param counted datagrams count that were sent in this window */
    FigureClaims(PairHistory pair, Window counted, Instant end) {
        this.pair = pair;
        this.counted = counted;
        this.end = end;
    }

    Finding lostAtMost(Amount bound, List<Window> excepted) {
        long sent = 0;
        long lost = 0;
        Optional<Instant> first = Optional.empty();
        for (PairHistory.Side side : pair.sides()) {
            DatagramLedger ledger = side.datagrams();
            for (int sequence = 0; sequence < ledger.size(); sequence++) {
                if (!counted.contains(ledger.sentAt(sequence)) || isExcepted(ledger, sequence, excepted)) {
                    continue;
                }
                sent++;
                if (isLost(ledger, sequence)) {
                    lost++;
                    Instant at = ledger.sentAt(sequence);
                    first = first.filter(earlier -> !at.isBefore(earlier)).or(() -> Optional.of(at));
                }
            }
        }
        String happened = lost + " of " + Words.count(sent, "datagram") + " lost";
        return atMost(bound, lost, sent, happened, first);
    }

    private boolean isLost(DatagramLedger ledger, int sequence) {
        if (ledger.deliveredAt(sequence).isPresent()) {
            return false;
        }
        return ledger.lastLoss(sequence).isPresent() || ledger.sentAt(sequence).isBefore(end.minus(UNDER_WAY));
    }

    /** Sent while one of the faults lasted, or on its way when one began. */
    private static boolean isExcepted(DatagramLedger ledger, int sequence, List<Window> faults) {
        Instant sent = ledger.sentAt(sequence);
        Instant fate = ledger.deliveredAt(sequence)
                .or(() -> ledger.lastLoss(sequence).map(DatagramLedger.Loss::at))
                .orElse(sent.plus(UNDER_WAY));
        return faults.stream().anyMatch(fault -> !sent.isAfter(fault.to()) && !fate.isBefore(fault.from()));
    }

    Finding deliveredAtLeast(Amount bound) {
        long sent = count((_, _) -> true);
        long delivered = count((ledger, sequence) -> ledger.deliveredAt(sequence).isPresent());
        String happened = delivered + " of " + Words.count(sent, "datagram") + " delivered";
        boolean enough = switch (bound) {
            case Amount.Count(long datagrams) -> delivered >= datagrams;
            case Amount.Ratio(double ratio) -> sent > 0 && delivered >= ratio * sent;
        };
        return enough ? Finding.holds(happened) : Finding.broken(happened, counted.to());
    }

    Finding duplicatesAtMost(Amount bound) {
        long sent = count((_, _) -> true);
        long copies = 0;
        for (PairHistory.Side side : pair.sides()) {
            DatagramLedger ledger = side.datagrams();
            for (int sequence = 0; sequence < ledger.size(); sequence++) {
                if (counted.contains(ledger.sentAt(sequence))) {
                    copies += Math.max(0, ledger.copiesDelivered(sequence) - 1);
                }
            }
        }
        String happened = copies + (copies == 1 ? " further copy" : " further copies") + " arrived";
        return atMost(bound, copies, sent, happened, Optional.of(counted.to()));
    }

    Finding gapAtMost(Duration bound, List<Window> excepted) {
        Optional<Window> longest = Optional.empty();
        Duration length = Duration.ZERO;
        for (PairHistory.Side side : pair.sides()) {
            for (Window gap : gaps(side.datagrams())) {
                Duration outside = gap.longestOutside(excepted);
                if (outside.compareTo(length) > 0) {
                    length = outside;
                    longest = Optional.of(gap);
                }
            }
        }
        if (longest.isEmpty()) {
            return Finding.notDecided("no datagram arrived");
        }
        String happened = "the longest gap was " + Words.duration(length) + ", from " + Words.time(longest.get().from());
        return length.compareTo(bound) <= 0 ? Finding.holds(happened) : Finding.broken(happened, longest.get().from());
    }

    /**
     * Times without a delivery, from the first delivery on, while datagrams were being sent: each starts with a delivery,
     * or with the first datagram sent after a pause, and ends with the next delivery or the last datagram sent.
     */
    private List<Window> gaps(DatagramLedger ledger) {
        List<Instant> deliveries = ledger.deliveries();
        List<Window> gaps = new ArrayList<>();
        Instant sendingSince = Instant.EPOCH;
        int next = 0;
        for (int sequence = 0; sequence < ledger.size(); sequence++) {
            Instant sent = ledger.sentAt(sequence);
            if (sequence == 0 || ledger.sentAt(sequence - 1).plus(PAUSE).isBefore(sent)) {
                sendingSince = sent;
            }
            while (next < deliveries.size() && !deliveries.get(next).isAfter(sent)) {
                next++;
            }
            if (next > 0 && counted.contains(sent)) {
                Instant since = latest(deliveries.get(next - 1), sendingSince);
                Instant until = next < deliveries.size() ? deliveries.get(next) : ledger.sentAt(ledger.size() - 1);
                gaps.add(new Window(since, latest(since, until)));
            }
        }
        return gaps;
    }

    private static Instant latest(Instant x, Instant y) {
        return x.isAfter(y) ? x : y;
    }

    Finding relayBytesAtMost(long bound) {
        long bytes = pair.sides().stream().mapToLong(PairHistory.Side::relayBytes).sum();
        String happened = Words.count(bytes, "byte") + " went through relays";
        return bytes <= bound ? Finding.holds(happened) : Finding.broken(happened, counted.to());
    }

    private Finding atMost(Amount bound, long number, long of, String happened, Optional<Instant> first) {
        boolean few = switch (bound) {
            case Amount.Count(long datagrams) -> number <= datagrams;
            case Amount.Ratio(double ratio) -> number <= ratio * of;
        };
        return few ? Finding.holds(happened) : Finding.broken(happened, first.orElse(counted.to()));
    }

    private long count(Condition condition) {
        long number = 0;
        for (PairHistory.Side side : pair.sides()) {
            DatagramLedger ledger = side.datagrams();
            for (int sequence = 0; sequence < ledger.size(); sequence++) {
                if (counted.contains(ledger.sentAt(sequence)) && condition.holds(ledger, sequence)) {
                    number++;
                }
            }
        }
        return number;
    }

    private interface Condition {
        boolean holds(DatagramLedger ledger, int sequence);
    }
}
