package dev.magicsock.natview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says which port the next mapping of a sequential NAT gets. Others make mappings meanwhile: their number is taken to
 * be Poisson distributed, so with a mean of {@code m} a single guess is right with a probability of e^-m at best where
 * {@code m} is below 1.
 *
 * @param port            the latest port that was seen
 * @param step            from one mapping to the next one
 * @param seenAt          when
 * @param othersPerSecond mappings that others make, 0 or more
 */
public record PortPredictor(int port, int step, Instant seenAt, double othersPerSecond) {

    private static final int FIRST = 1024;
    private static final int PORTS = 65_536 - FIRST;

    public PortPredictor {
        if (step == 0) {
            throw new IllegalArgumentException("a sequence has a step");
        }
        if (!(othersPerSecond >= 0)) {
            throw new IllegalArgumentException("others make no fewer than 0 mappings, not " + othersPerSecond);
        }
    }

    /** How many mappings others will have made by then, on average. */
    public double othersUntil(Instant then) {
        Duration time = Duration.between(seenAt, then);
        return time.isNegative() ? 0 : othersPerSecond * time.toNanos() / Duration.ofSeconds(1).toNanos();
    }

    /**
     * The likeliest ports of the mapping that is made at some time, the likeliest first.
     *
     * @param guesses how many, 1 or more
     * @param then    when the mapping is made
     */
    public List<Integer> likeliest(int guesses, Instant then) {
        double mean = othersUntil(then);
        int far = guesses + (int) Math.min(PORTS / 2.0, 2 * mean);
        return IntStream.rangeClosed(0, far).boxed()
                .sorted(Comparator.comparingDouble((Integer others) -> -logProbability(others, mean)))
                .limit(guesses).map(others -> ahead(1 + others)).toList();
    }

    /** The ports of the next mappings in their order, beginning with the very next one. */
    public List<Integer> following(int count) {
        List<Integer> ports = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            ports.add(ahead(i));
        }
        return ports;
    }

    /** Those below 1024 are hardly ever given out, so a sequence goes on beyond its end as if there were none. */
    private int ahead(int mappings) {
        return FIRST + Math.floorMod(port - FIRST + mappings * step, PORTS);
    }

    /** Up to a constant. */
    private static double logProbability(int others, double mean) {
        if (mean == 0) {
            return -others;
        }
        double sum = 0;
        for (int i = 1; i <= others; i++) {
            sum += StrictMath.log(mean / i);
        }
        return sum;
    }
}
