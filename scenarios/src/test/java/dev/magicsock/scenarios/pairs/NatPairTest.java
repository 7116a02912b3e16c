package dev.magicsock.scenarios.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.pairs.Box.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Simulated runs of real MagicSocks end as the oracle predicts, whichever translators they are behind.
 *
 * <p>The normal build runs every pair of mapping and filtering, and a sample of the product with filter scopes and port
 * assignments. {@code -Dmagicsock.proofs.pairSeeds=N} runs the complete product of 2916 pairs over N seeds.
 */
class NatPairTest {

    private static final int SAMPLES = 120;

    /** Prime to the size of the product, so that samples spread over it. */
    private static final int STRIDE = 1069;

    @Test
    void everyPairOfMappingAndFilteringEndsAsPredicted() {
        List<String> wrong = new ArrayList<>();
        for (Box a : Box.all(Scope.MAPPING)) {
            for (Box b : Box.all(Scope.MAPPING)) {
                check(new NatPair(a, Ports.RANDOM, b, Ports.PRESERVING), 1, wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void filterScopesAndPortAssignmentsEndAsPredicted() {
        List<String> wrong = new ArrayList<>();
        List<NatPair> product = product();
        for (int i = 0; i < SAMPLES; i++) {
            check(product.get(i * STRIDE % product.size()), 100 + i, wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theWholeProductEndsAsPredictedForAsManySeedsAsAskedFor() {
        List<String> wrong = new ArrayList<>();
        for (long seed = 1; seed <= Long.getLong("magicsock.proofs.pairSeeds", 0); seed++) {
            for (NatPair pair : product()) {
                check(pair, seed, wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<NatPair> product() {
        List<NatPair> product = new ArrayList<>();
        for (Box a : Box.all()) {
            for (Box b : Box.all()) {
                for (Ports portsOfA : Ports.values()) {
                    for (Ports portsOfB : Ports.values()) {
                        product.add(new NatPair(a, portsOfA, b, portsOfB));
                    }
                }
            }
        }
        return product;
    }

    private static void check(NatPair pair, long seed, List<String> wrong) {
        RecordedRun run = pair.run(seed);
        String happened;
        try {
            happened = NatPair.outcome(run).toString();
        } catch (IllegalStateException neither) {
            happened = neither.getMessage();
        }
        if (!happened.equals(pair.predicted().toString())) {
            wrong.add(pair + " with seed " + seed + ": predicted " + pair.predicted() + ", but " + happened);
        }
    }
}
