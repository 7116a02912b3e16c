package dev.magicsock.netsim.link;

import java.util.random.RandomGenerator;

/** Draws extra delays. Uses {@link StrictMath}, whose results are the same on every machine. */
final class JitterModel {

    private JitterModel() {
    }

    /** Nanoseconds to add to the latency of one packet; draws nothing for {@link Jitter.None}. */
    static long draw(Jitter jitter, RandomGenerator random) {
        return switch (jitter) {
            case Jitter.None _ -> 0;
            case Jitter.Uniform uniform -> random.nextLong(uniform.max().toNanos() + 1);
            case Jitter.HalfNormal normal -> scale(normal.deviation().toNanos(), halfNormal(random));
            case Jitter.Exponential exponential ->
                    scale(exponential.mean().toNanos(), -StrictMath.log(1 - random.nextDouble()));
        };
    }

    /** By Box and Muller, half of it folded onto the positive side. */
    private static double halfNormal(RandomGenerator random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return Math.abs(radius * StrictMath.cos(2 * Math.PI * random.nextDouble()));
    }

    private static long scale(long nanos, double factor) {
        return (long) (nanos * factor);
    }
}
