package dev.magicsock.netsim.link;

/** Counts packets and knows which of them an exact drop list names. */
final class DropOrdinals {

    private final long[] ordinals;
    private int next;
    private long count;

    private DropOrdinals(long[] ordinals) {
        this.ordinals = ordinals;
    }

    /** Counting from 1, or null if there is no drop list. */
    static DropOrdinals of(Loss loss) {
        return loss instanceof Loss.DropList list
                ? new DropOrdinals(list.ordinals().stream().mapToLong(Long::longValue).toArray())
                : null;
    }

    /** Counts one packet; true if the list names it. */
    boolean namesNext() {
        count++;
        boolean named = next < ordinals.length && ordinals[next] == count;
        if (named) {
            next++;
        }
        return named;
    }
}
