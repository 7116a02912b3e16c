package dev.magicsock.scenarios.networks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.scenarios.pairs.Outcome;
import dev.magicsock.scenarios.support.Runs;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.function.Executable;

/**
 * What holds in every network, whatever goes wrong in it.
 *
 * <p>{@code -Dmagicsock.proofs.networks=N} tries N further networks.
 */
@Domain(Plans.class)
class RandomNetworksPropertyTest {

    /** The same networks in every build. */
    private static final String SEED = "20261122";

    @Property(tries = 40, seed = SEED, shrinking = ShrinkingMode.BOUNDED)
    void everyDatagramIsAccountedForAndPairsSettleWhereTheyCan(@ForAll Plan plan) {
        check(plan);
    }

    @Example
    void asManyOtherNetworksAsAskedForDoToo() {
        RandomGenerator<Plan> plans = new Plans().plans().generator(1000);
        for (long seed = 1; seed <= Long.getLong("magicsock.proofs.networks", 0); seed++) {
            Plan plan = plans.next(new Random(seed)).value();
            try {
                check(plan);
            } catch (AssertionError failure) {
                throw new AssertionError("network " + seed + ": " + plan, failure);
            }
        }
    }

    private static void check(Plan plan) {
        RecordedRun run = Runs.seeded(new PlanScenario(plan).build(), plan.seed());

        assertAll(Stream.concat(
                Stream.of(() -> nothingReachedOrCameFromTheWrongEndpoint(run), () -> everyPacketHasAnEnd(run),
                        () -> copiesComeFromTheMagicSockOrTheNetwork(plan, run),
                        () -> withoutTroubleNothingIsLost(plan, run)),
                plan.pairs().stream().<Executable>map(pair -> () -> settled(plan, pair, run))));
    }

    private static void nothingReachedOrCameFromTheWrongEndpoint(RecordedRun run) {
        assertEquals(1, run.expectations().size(), "the one that always holds");
        assertTrue(run.passed(), () -> run.expectations().toString());
    }

    private static void everyPacketHasAnEnd(RecordedRun run) {
        PacketTotals packets = run.packets();
        long underWay = packets.sent() + packets.copied() - packets.delivered() - packets.dropped();
        assertTrue(underWay >= 0 && underWay < 500, () -> "packets under way at the end: " + underWay);
        for (PairRecord pair : run.pairs()) {
            for (Traffic traffic : List.of(pair.aToB().traffic(), pair.bToA().traffic())) {
                assertEquals(traffic.sent(), traffic.delivered() + traffic.lost() + traffic.inFlight());
                assertTrue(traffic.inFlight() <= 40, () -> "only the last seconds may be under way: " + traffic);
            }
        }
    }

    private static void copiesComeFromTheMagicSockOrTheNetwork(Plan plan, RecordedRun run) {
        for (int place = 0; place < plan.places().size(); place++) {
            String host = Plan.host(place);
            List<Traffic> sent = sentBy(host, run);
            long extra = sent.stream().mapToLong(each -> carried(each) - each.sent()).sum();
            long arrived = sent.stream().mapToLong(Traffic::duplicatesDeliberate).sum();
            long deliberate = counter(host, "duplicate-sent", run);
            assertTrue(extra <= deliberate, () -> host + " sent " + extra + " extra copies, counted " + deliberate);
            assertTrue(plan.copies() > 0 || arrived <= deliberate, () -> host + ": " + arrived + " of " + deliberate);
            if (plan.copies() == 0) {
                assertEquals(0, sent.stream().mapToLong(Traffic::duplicatesNetwork).sum(), host);
            }
        }
    }

    private static void withoutTroubleNothingIsLost(Plan plan, RecordedRun run) {
        if (plan.troubles().isEmpty() && plan.loss() == 0) {
            for (PairRecord pair : run.pairs()) {
                assertEquals(List.of(), pair.aToB().traffic().losses(), pair.a() + " to " + pair.b());
                assertEquals(List.of(), pair.bToA().traffic().losses(), pair.b() + " to " + pair.a());
            }
        }
    }

    private static List<Traffic> sentBy(String host, RecordedRun run) {
        return run.pairs().stream().flatMap(pair -> Stream.concat(
                Stream.of(pair.aToB().traffic()).filter(_ -> pair.a().equals(host)),
                Stream.of(pair.bToA().traffic()).filter(_ -> pair.b().equals(host)))).toList();
    }

    private static long carried(Traffic traffic) {
        return traffic.carriers().stream().mapToLong(Traffic.CarrierUse::sent).sum();
    }

    private static long counter(String host, String name, RecordedRun run) {
        return run.counters().stream()
                .filter(counter -> counter.subject().equals(host) && counter.name().equals(name))
                .mapToLong(Counter::value).sum();
    }

    private static void settled(Plan plan, Plan.Pair pair, RecordedRun run) {
        PairRecord record = run.pairs().stream()
                .filter(each -> each.a().equals(Plan.host(pair.a())) && each.b().equals(Plan.host(pair.b())))
                .findFirst().orElseThrow();
        PathKind atA = record.aToB().paths().items().getLast().kind();
        PathKind atB = record.bToA().paths().items().getLast().kind();
        Outcome predicted = plan.predicted(pair);
        String what = pair + " should be " + predicted + " and is " + atA + ", " + atB;
        if (predicted == Outcome.DIRECT) {
            assertTrue(atA.isDirect() && atB.isDirect() || plan.loss() > 0 && isDirectOrInDoubt(atA)
                    && isDirectOrInDoubt(atB), what);
        } else {
            assertFalse(record.aToB().directAt().isPresent() || record.bToA().directAt().isPresent(), what);
            assertTrue(isOnRelay(atA) && isOnRelay(atB), what);
            assertTrue(relayed(record.aToB()) > 0 && relayed(record.bToA()) > 0, what);
        }
    }

    /** Where packets get lost, a path that works may be in doubt for a moment. */
    private static boolean isDirectOrInDoubt(PathKind kind) {
        return kind.isDirect() || kind == PathKind.IN_DOUBT;
    }

    private static boolean isOnRelay(PathKind kind) {
        return kind == PathKind.RELAY || kind == PathKind.ONE_WAY;
    }

    private static long relayed(PairRecord.Direction direction) {
        return direction.traffic().carriers().stream().filter(use -> use.carrier() == Carrier.RELAY)
                .mapToLong(Traffic.CarrierUse::delivered).sum();
    }
}
