package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.EndpointId;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    @Test
    void aKeyFollowsFromSeedAndNameWhateverWasDrawnBefore() {
        EndpointId first = Identities.keyOf("alice", 7).id();
        Identities.keyOf("bob", 7);
        Identities.keyOf("alice", 8);

        assertEquals(first, Identities.keyOf("alice", 7).id());
    }

    @Test
    void seedsAndNamesAllGiveOtherKeys() {
        Set<EndpointId> ids = new LinkedHashSet<>();
        for (long seed : new long[] {0, 1, -1, 256, Long.MIN_VALUE}) {
            for (String name : new String[] {"", "a", "alice", "bob", "\u00e4"}) {
                ids.add(Identities.keyOf(name, seed).id());
            }
        }

        assertEquals(25, ids.size());
    }

    /** Computed with OpenSSL from the documented input; another derivation would change every trace. */
    @Test
    void theDerivationIsPinned() {
        assertEquals("d528bfc5aeee4dd7d4f729682cd15a680f88c98c35e5273bda42d99f0336d03b",
                Identities.keyOf("alice", 7).id().toString());
    }
}
