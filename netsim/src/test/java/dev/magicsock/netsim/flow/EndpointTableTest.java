package dev.magicsock.netsim.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EndpointTableTest {

    private static final IpEndpoint FIRST = IpEndpoint.parse("10.0.0.1:5000");
    private static final IpEndpoint SECOND = IpEndpoint.parse("198.51.100.7:4444");

    private final EndpointTable<String> table = new EndpointTable<>();

    @Test
    void endpointsAddressesAndNothingAreThreeDifferentKeys() {
        table.add(FIRST, SECOND, "endpoint");
        table.add(FIRST, SECOND.address(), "address");
        table.add(FIRST, null, "nothing");

        assertEquals("endpoint", table.find(FIRST, SECOND));
        assertEquals("endpoint", table.findPart(FIRST, SECOND));
        assertEquals("address", table.findPart(FIRST, SECOND.address()));
        assertEquals("nothing", table.findPart(FIRST, null));
        assertNull(table.find(SECOND, FIRST));
    }

    @Test
    void equalEndpointsFindWhatOthersPut() {
        table.add(FIRST, SECOND, "value");

        assertEquals("value", table.find(IpEndpoint.parse("10.0.0.1:5000"), IpEndpoint.parse("198.51.100.7:4444")));
    }

    @Test
    void removesTheVeryObjectOnly() {
        table.add(FIRST, SECOND, "value");

        assertFalse(table.remove(FIRST, SECOND, "other"));
        assertFalse(table.remove(FIRST, null, "value"));
        assertTrue(table.remove(FIRST, SECOND, "value"));
        assertFalse(table.remove(FIRST, SECOND, "value"));
        assertEquals(0, table.size());
    }

    @Test
    void replacesOnlyWhatIsThere() {
        table.add(FIRST, SECOND, "old");

        table.replace(FIRST, SECOND, "old", "new");

        assertEquals("new", table.find(FIRST, SECOND));
        assertThrows(IllegalStateException.class, () -> table.replace(FIRST, SECOND, "old", "newer"));
        assertThrows(IllegalStateException.class, () -> table.replace(SECOND, FIRST, "old", "newer"));
    }

    /** Few keys and many removals, so that probe sequences overlap and gaps close across the end of the arrays. */
    @Property(tries = 200)
    void agreesWithATreeMapAfterAnyOperations(@ForAll @Size(max = 300) List<@IntRange(max = 119) Integer> operations) {
        EndpointTable<String> table = new EndpointTable<>();
        TreeMap<Integer, String> expected = new TreeMap<>();
        for (int step = 0; step < operations.size(); step++) {
            int key = operations.get(step) / 2;
            boolean present = expected.containsKey(key);
            if (operations.get(step) % 2 == 0 && !present) {
                String value = "value " + step;
                expected.put(key, value);
                table.add(first(key), second(key), value);
            } else if (present) {
                assertTrue(table.remove(first(key), second(key), expected.remove(key)));
            }
        }
        assertEquals(expected.size(), table.size());
        for (int key = 0; key < 60; key++) {
            assertSame(expected.get(key), table.findPart(first(key), second(key)), "key " + key);
        }
    }

    @Test
    void keepsThousandsOfNeighbours() {
        List<IpEndpoint> all = new ArrayList<>();
        for (int port = 1; port <= 20_000; port++) {
            all.add(IpEndpoint.of(FIRST.address(), port));
            table.add(all.getLast(), SECOND, "port " + port);
        }
        for (int port = 1; port <= 20_000; port += 2) {
            assertTrue(table.remove(all.get(port - 1), SECOND, table.find(all.get(port - 1), SECOND)));
        }
        for (int port = 1; port <= 20_000; port++) {
            assertEquals(port % 2 == 1 ? null : "port " + port, table.find(all.get(port - 1), SECOND));
        }
    }

    /** Sixty pairs of all three kinds. */
    private static IpEndpoint first(int key) {
        return IpEndpoint.of(IpAddress.v4(0x0A000001), 5000 + key % 5);
    }

    private static Object second(int key) {
        IpAddress address = IpAddress.v4(0xC6336400 + key / 5);
        if (key < 5) {
            return null;
        }
        return key % 2 == 0 ? address : IpEndpoint.of(address, 4444);
    }
}
