package dev.magicsock.natview;

/** Which external port a new mapping gets (RFC 4787 section 4.2), as far as it can be told. */
public sealed interface PortAllocation {

    /** Not enough was seen. */
    record Unknown() implements PortAllocation {
    }

    /** The internal port. */
    record Preserved() implements PortAllocation {
    }

    /**
     * A fixed distance from the port assigned before, to whomever.
     *
     * @param step not zero; negative where ports count downwards
     */
    record Sequential(int step) implements PortAllocation {
        public Sequential {
            if (step == 0) {
                throw new IllegalArgumentException("ports that do not move are no sequence");
            }
        }
    }

    /** No rule was found. */
    record Random() implements PortAllocation {
    }
}
