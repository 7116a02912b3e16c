package dev.magicsock.netsim.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PortSetTest {

    @Test
    void emptySetHasEveryPortFree() {
        assertEquals(65_535, new PortSet().nextFree(65_535, 1, 65_535));
        assertEquals(1, new PortSet().nextFreeOfParity(65_534 + 1, 1, 65_535, 65_535) % 2);
    }

    /** Against a walk from port to port. */
    @Property(tries = 300)
    void findsThePortThatAWalkFinds(@ForAll @Size(max = 200) Set<@IntRange(min = 60, max = 200) Integer> used,
            @ForAll @IntRange(min = 60, max = 130) int first, @ForAll @IntRange(max = 70) int more,
            @ForAll @IntRange(max = 70) int offset) {
        int last = first + more;
        int from = first + offset % (more + 1);
        PortSet ports = new PortSet();
        used.forEach(ports::add);
        ports.add(201);
        ports.remove(201);

        assertEquals(walk(used, from, first, last, 1, 0), ports.nextFree(from, first, last));
        assertEquals(walk(used, from, first, last, 2, 0), ports.nextFreeOfParity(from, first, last, 4444));
        assertEquals(walk(used, from, first, last, 2, 1), ports.nextFreeOfParity(from, first, last, 4445));
    }

    private static int walk(Set<Integer> used, int from, int first, int last, int divisor, int rest) {
        return IntStream.concat(IntStream.rangeClosed(from, last), IntStream.range(first, from))
                .filter(port -> !used.contains(port) && port % divisor == rest)
                .findFirst().orElse(-1);
    }
}
