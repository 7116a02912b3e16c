package dev.magicsock.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EndpointIdTableTest {

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void anySequenceOfChangesAgreesWithAPlainMap() {
        List<EndpointId> ids = ids(40);
        EndpointIdTable<Integer> table = new EndpointIdTable<>(random.nextLong());
        Map<EndpointId, Integer> plain = new LinkedHashMap<>();
        for (int step = 0; step < 4_000; step++) {
            EndpointId id = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(3) > 0) {
                assertEquals(plain.put(id, step), table.put(id, step));
            } else {
                assertEquals(plain.remove(id), table.remove(id));
            }
            assertEquals(plain.size(), table.size());
            EndpointId other = ids.get(random.nextInt(ids.size()));
            assertEquals(plain.get(other), table.get(other));
        }
    }

    @Test
    void idsAreFoundWithinAMessage() {
        EndpointId id = ids(1).getFirst();
        EndpointIdTable<String> table = new EndpointIdTable<>(1);
        table.put(id, "there");
        byte[] message = new byte[40];
        id.write(message, 5);
        assertEquals("there", table.get(message, 5));
        assertNull(table.get(message, 6));
        table.clear();
        assertNull(table.get(message, 5));
    }

    @Test
    void theCacheKeepsWhatIsInUseAndForgetsTheRest() {
        EndpointIdCache cache = new EndpointIdCache(4, 1);
        List<EndpointId> ids = ids(20);
        EndpointId used = ids.getFirst();
        for (EndpointId id : ids) {
            assertEquals(Optional.of(id), cache.read(id.toBytes(), 0));
            assertEquals(Optional.of(used), cache.read(used.toBytes(), 0));
        }
        assertTrue(cache.contains(used));
        assertTrue(cache.contains(ids.getLast()));
        assertFalse(cache.contains(ids.get(1)));
        assertTrue(ids.stream().filter(cache::contains).count() <= 8);
    }

    @Test
    void theCacheForgetsOnRequestAndNeverHoldsWhatIsNoPoint() {
        EndpointIdCache cache = new EndpointIdCache(4, 1);
        EndpointId id = ids(1).getFirst();
        cache.read(id.toBytes(), 0);
        cache.remove(id);
        assertFalse(cache.contains(id));
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        assertEquals(Optional.empty(), cache.read(noPoint, 0));
    }

    private List<EndpointId> ids(int count) {
        List<EndpointId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(SecretKey.generate(random).id());
        }
        return ids;
    }
}
