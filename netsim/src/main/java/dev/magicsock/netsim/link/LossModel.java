package dev.magicsock.netsim.link;

import java.util.random.RandomGenerator;

/** Decides packet by packet, with the state that a {@link Loss} needs. */
abstract class LossModel {

    /** Whether the next packet is lost. Called once per packet that reached the wire. */
    abstract boolean loses();

    /** A model at its start, or null if the link loses nothing at random. */
    static LossModel of(Loss loss, RandomGenerator random) {
        return switch (loss) {
            case Loss.None _, Loss.DropList _ -> null;
            case Loss.Bernoulli bernoulli -> bernoulli.ratio() == 0 ? null : new Independent(bernoulli.ratio(), random);
            case Loss.AtMostInARow bounded -> new BoundedBursts(bounded, random);
            case Loss.GilbertElliott chain -> new TwoStates(chain, random);
        };
    }

    private static final class Independent extends LossModel {
        private final double ratio;
        private final RandomGenerator random;

        Independent(double ratio, RandomGenerator random) {
            this.ratio = ratio;
            this.random = random;
        }

        @Override
        boolean loses() {
            return random.nextDouble() < ratio;
        }
    }

    private static final class BoundedBursts extends LossModel {
        private final Loss.AtMostInARow bounds;
        private final RandomGenerator random;
        private int inARow;

        BoundedBursts(Loss.AtMostInARow bounds, RandomGenerator random) {
            this.bounds = bounds;
            this.random = random;
        }

        /** Draws for every packet, so that the bound does not shift later draws. */
        @Override
        boolean loses() {
            boolean lost = random.nextDouble() < bounds.ratio() && inARow < bounds.longestBurst();
            inARow = lost ? inARow + 1 : 0;
            return lost;
        }
    }

    private static final class TwoStates extends LossModel {
        private final Loss.GilbertElliott chain;
        private final RandomGenerator random;
        private boolean bad;

        TwoStates(Loss.GilbertElliott chain, RandomGenerator random) {
            this.chain = chain;
            this.random = random;
        }

        @Override
        boolean loses() {
            boolean lost = random.nextDouble() < (bad ? chain.lossInBad() : chain.lossInGood());
            boolean turns = random.nextDouble() < (bad ? chain.badToGood() : chain.goodToBad());
            bad ^= turns;
            return lost;
        }
    }
}
