package dev.magicsock.scenarios.record;

import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.reports.reason.Cause;
import dev.magicsock.reports.reason.Effect;
import dev.magicsock.reports.reason.ReasonChain;
import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Expectation;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.verify.ExpectationJudge;
import dev.magicsock.scenarios.verify.PairHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out from what was recorded why an expectation about a pair was broken. */
final class PairExplainer implements ExpectationJudge.Explainer {

    /** Of one endpoint; more would hide what else is said. */
    private static final int MAX_THREADS = 4;

    private final Pairs pairs;
    private final ProbeWatch probes;
    private final FaultLog faults;
    private final LastWords lastWords;
    private final Map<String, List<String>> quicThreads;
    private final Instant end;

    /**
     * An explainer.
     *
     * @param quicThreads where threads of endpoints' real QUIC wait at the end, if something is not done
     * @param end         when the run ended
     */
    PairExplainer(Pairs pairs, ProbeWatch probes, FaultLog faults, LastWords lastWords,
            Map<String, List<String>> quicThreads, Instant end) {
        this.pairs = pairs;
        this.probes = probes;
        this.faults = faults;
        this.lastWords = lastWords;
        this.quicThreads = quicThreads;
        this.end = end;
    }

    @Override
    public List<String> because(Expectation expectation, Instant violation) {
        List<Cause> causes = new ArrayList<>();
        boolean aboutLoss = switch (expectation.claim()) {
            case Claim.LostAtMost _, Claim.DeliveredAtLeast _, Claim.GapAtMost _ -> true;
            case Claim.PathIs _, Claim.PathIsNot _, Claim.DuplicatesAtMost _, Claim.TimeToDirectAtMost _,
                    Claim.TimeToFirstByteAtMost _, Claim.RelayBytesAtMost _, Claim.RttAtMost _,
                    Claim.QuicBytesAtLeast _, Claim.QuicStallAtMost _, Claim.QuicHandshakes _,
                    Claim.QuicIntact _ -> false;
        };
        if (aboutLoss) {
            causes.addAll(losses(expectation.a(), expectation.b()));
        }
        if (isAboutQuic(expectation.claim())) {
            causes.addAll(unfinishedQuic(expectation.a(), expectation.b()));
        }
        causes.addAll(pathReasons(expectation.a(), expectation.b(), violation));
        causes.addAll(pathReasons(expectation.b(), expectation.a(), violation));
        causes.addAll(faults.shortlyBefore(violation));
        Effect effect = new Effect.Stated(pairs.history(expectation.a(), expectation.b()).describe(violation));
        return ReasonChain.sentences(effect, causes);
    }

    private static boolean isAboutQuic(Claim claim) {
        return claim instanceof Claim.QuicBytesAtLeast || claim instanceof Claim.QuicStallAtMost
                || claim instanceof Claim.QuicHandshakes || claim instanceof Claim.QuicIntact;
    }

    /** How far what is not done has come, and where the threads of both ends wait. */
    private List<Cause> unfinishedQuic(String a, String b) {
        List<Cause> causes = new ArrayList<>();
        pairs.history(a, b).quic().unfinished().forEach(words -> causes.add(new Cause.Stated(words)));
        for (String endpoint : List.of(a, b)) {
            quicThreads.getOrDefault(endpoint, List.of()).stream().limit(MAX_THREADS)
                    .forEach(thread -> causes.add(new Cause.Stated(endpoint + "'s thread " + thread)));
        }
        return causes;
    }

    /**
     * Where this end's probes were lost, and what it said last about its paths to the other. Probes to addresses that
     * lead nowhere, such as private ones of another realm, are no news as long as others were lost elsewhere.
     */
    private List<Cause> pathReasons(String one, String other, Instant until) {
        List<LostProbes> lost = probes.lostOf(one);
        List<LostProbes> refused = lost.stream().filter(each -> !leadsNowhere(each.cause().reason())).toList();
        List<Cause> causes = new ArrayList<>();
        for (LostProbes each : refused.isEmpty() ? lost : refused) {
            each.lastUntil(until).map(example -> cause(one, each, example)).ifPresent(causes::add);
        }
        lastWords.of(one, other, until).map(Cause.Stated::new).ifPresent(causes::add);
        return causes;
    }

    private static boolean leadsNowhere(DropReason reason) {
        return reason == DropReason.NO_ROUTE || reason == DropReason.NO_SUCH_HOST;
    }

    private static Cause cause(String sender, LostProbes lost, LostProbes.Example example) {
        String probe = example.what() + " of " + sender;
        String place = lost.cause().place();
        DropReason reason = lost.cause().reason();
        boolean filtered = reason == DropReason.NAT_FILTERED || reason == DropReason.FIREWALL_FILTERED;
        return filtered
                ? new Cause.Filtered(place, probe, example.source(), "", example.detail())
                : new Cause.Dropped(place, probe + " to " + example.destination(), reason.label(),
                        example.detail());
    }

    private List<Cause> losses(String a, String b) {
        PairHistory history = pairs.history(a, b);
        Map<String, Long> byPlace = new LinkedHashMap<>();
        for (String sender : List.of(a, b)) {
            DatagramLedger ledger = history.from(sender).datagrams();
            for (int sequence = 0; sequence < ledger.size(); sequence++) {
                if (ledger.isLost(sequence, end)) {
                    byPlace.merge(fate(ledger, sequence, sender), 1L, Long::sum);
                }
            }
        }
        return byPlace.entrySet().stream()
                .sorted((x, y) -> Long.compare(y.getValue(), x.getValue()))
                .<Cause>map(entry -> new Cause.Stated(entry.getValue() + " x " + entry.getKey()))
                .toList();
    }

    private static String fate(DatagramLedger ledger, int sequence, String sender) {
        Optional<DatagramLedger.Loss> loss = ledger.lastLoss(sequence);
        return loss.map(known -> known.place() + " dropped a datagram of " + sender + ": " + known.reason())
                .orElseGet(() -> ledger.lastCarrier(sequence)
                        .map(carrier -> "a datagram of " + sender + " did not come out of its relay connection")
                        .orElse("the MagicSock of " + sender + " had no way to send a datagram"));
    }
}
