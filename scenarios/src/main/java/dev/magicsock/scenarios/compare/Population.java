package dev.magicsock.scenarios.compare;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A kind of people, by the networks that they use.
 *
 * <p>The weights are assumptions that make comparisons possible, not measurements: a population in which most can
 * connect, one behind carriers, one behind strict boxes.
 */
enum Population {

    /** At home: mostly boxes that keep to RFC 4787, some of them behind a carrier's NAT. */
    HOME(List.of(new Weight(40, "home-router"), new Weight(12, "port-restricted"), new Weight(8, "full-cone"),
            new Weight(5, "address-restricted"), new Weight(12, "linux-masquerade"), new Weight(6, "symmetric"),
            new Weight(5, "port-conflicted"), new Weight(12, "home-router", true)), 2),
    /** On the move: the carrier's NAT, of which a part is symmetric. */
    MOBILE(List.of(new Weight(55, "carrier-grade"), new Weight(35, "symmetric"), new Weight(10, "corporate")), 0),
    /** At work: strict boxes, some of which let no UDP through. */
    OFFICE(List.of(new Weight(50, "corporate"), new Weight(20, "port-restricted"), new Weight(15, "symmetric"),
            new Weight(15, Access.UDP_BLOCKED)), 10);

    /** @param percent of the population; carrier as in {@link Access} */
    private record Weight(int percent, String nat, boolean carrier) {
        Weight(int percent, String nat) {
            this(percent, nat, false);
        }
    }

    private final List<Weight> weights;
    private final int togetherPercent;

    Population(List<Weight> weights, int togetherPercent) {
        this.weights = weights;
        this.togetherPercent = togetherPercent;
        if (weights.stream().mapToInt(Weight::percent).sum() != 100) {
            throw new IllegalArgumentException("the weights of " + this + " are not those of everybody");
        }
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Access draw(RandomGenerator random) {
        int at = random.nextInt(100);
        for (Weight weight : weights) {
            at -= weight.percent();
            if (at < 0) {
                return new Access(weight.nat(), weight.carrier());
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }

    /** Whether two of them are in the same place, behind the same box. */
    boolean areTogether(RandomGenerator random) {
        return random.nextInt(100) < togetherPercent;
    }
}
