package dev.magicsock.netsim.link;

import java.util.List;

/** How a link loses packets. */
public sealed interface Loss {

    /** Loses nothing. */
    Loss NONE = new None();

    /** Loses nothing. */
    record None() implements Loss {
    }

    /**
     * Loses each packet with the same probability, whatever became of the others.
     *
     * @param ratio probability, 0 to 1
     */
    record Bernoulli(double ratio) implements Loss {
        public Bernoulli {
            Ratio.check("loss ratio", ratio);
        }
    }

    /**
     * Loses each packet with the same probability, but never more than so many in a row: the next one gets through.
     *
     * @param ratio        probability for a packet that may be lost, 0 to 1
     * @param longestBurst how many packets in a row may be lost, at least 1
     */
    record AtMostInARow(double ratio, int longestBurst) implements Loss {
        public AtMostInARow {
            Ratio.check("loss ratio", ratio);
            if (longestBurst < 1) {
                throw new IllegalArgumentException("a longest burst of " + longestBurst + " packets");
            }
        }
    }

    /**
     * Loses packets in bursts: a two-state chain that takes one step after every packet.
     *
     * <p>With {@code lossInGood} 0 and {@code lossInBad} 1 the mean burst is {@code 1 / badToGood} packets long and the
     * mean loss is {@code goodToBad / (goodToBad + badToGood)}.
     *
     * @param goodToBad  probability of the step from good to bad, 0 to 1
     * @param badToGood  probability of the step from bad to good, 0 to 1
     * @param lossInGood probability that a packet is lost in the good state, 0 to 1
     * @param lossInBad  probability that a packet is lost in the bad state, 0 to 1
     */
    record GilbertElliott(double goodToBad, double badToGood, double lossInGood, double lossInBad) implements Loss {
        public GilbertElliott {
            Ratio.check("probability of turning bad", goodToBad);
            Ratio.check("probability of turning good", badToGood);
            Ratio.check("loss ratio in the good state", lossInGood);
            Ratio.check("loss ratio in the bad state", lossInBad);
        }

        /**
         * The chain that loses everything in its bad state and nothing in its good one.
         *
         * @param meanLoss        mean loss ratio, 0 to less than 1
         * @param meanBurstLength mean number of packets lost in a row, at least 1
         */
        public static GilbertElliott bursts(double meanLoss, double meanBurstLength) {
            if (!(meanBurstLength >= 1) || !(meanLoss >= 0 && meanLoss < 1)) {
                throw new IllegalArgumentException(
                        "no burst loss has mean " + meanLoss + " and mean burst length " + meanBurstLength);
            }
            double badToGood = 1 / meanBurstLength;
            return new GilbertElliott(Math.min(1, badToGood * meanLoss / (1 - meanLoss)), badToGood, 0, 1);
        }
    }

    /**
     * Loses exactly these packets.
     *
     * @param ordinals which ones, counted from 1 from the moment on which these conditions hold; ascending
     */
    record DropList(List<Long> ordinals) implements Loss {
        public DropList {
            ordinals = List.copyOf(ordinals);
            long previous = 0;
            for (long ordinal : ordinals) {
                if (ordinal <= previous) {
                    throw new IllegalArgumentException("a drop list counts from 1 and ascends: " + ordinals);
                }
                previous = ordinal;
            }
        }
    }
}
