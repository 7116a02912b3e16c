package dev.magicsock.reports.reason;

import java.util.ArrayList;
import java.util.List;

/** Makes the sentences of a reason chain. */
public final class ReasonChain {

    /** Longer chains are not read; what matters is at their start. */
    private static final int MAX_CAUSES = 8;

    private ReasonChain() {
    }

    /**
     * The chain as sentences without full stops, the most immediate cause first. The first sentence names the effect:
     * "bob stayed on the relay because natA filtered probe 17 from 203.0.113.5:4444: address-and-port-dependent, no
     * contact".
     *
     * @param causes each one the cause of the one before; of more than 8 the last ones are only counted
     */
    public static List<String> sentences(Effect effect, List<Cause> causes) {
        if (causes.isEmpty()) {
            return List.of(effect.clause() + ", and nothing that was recorded says why");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(effect.clause() + " because " + causes.getFirst().clause());
        causes.stream().skip(1).limit(MAX_CAUSES - 1L).map(Cause::clause).forEach(sentences::add);
        if (causes.size() > MAX_CAUSES) {
            sentences.add((causes.size() - MAX_CAUSES) + " further causes");
        }
        return List.copyOf(sentences);
    }
}
