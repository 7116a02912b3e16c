package dev.magicsock.netsim.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.magicsock.netsim.packet.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DelayLineTest {

    private final Simulation simulation = new Simulation(1, null);
    private final ElementContext context = simulation.declare("line");
    private final List<String> arrived = new ArrayList<>();
    private final DelayLine line = new DelayLine(simulation.queue(), this::arrive, 3);

    @Test
    void packetsOfSeveralLinesArriveInTheOrderOfTimeAndAdding() {
        DelayLine other = new DelayLine(simulation.queue(), this::arrive, 4);
        line.add(packet(), 10);
        other.add(packet(), 10);
        line.add(packet(), 10);
        other.add(packet(), 5);

        simulation.queue().runUntil(10);

        assertEquals(List.of("3 by 4 at 5", "0 by 3 at 10", "1 by 4 at 10", "2 by 3 at 10"), arrived);
    }

    @Test
    void emptiedLineDeliversNothingMore() {
        line.add(packet(), 10);
        line.add(packet(), 20);

        assertEquals(0, line.removeFirst().id());
        assertEquals(1, line.removeFirst().id());
        assertNull(line.removeFirst());
        simulation.queue().runUntil(30);

        assertEquals(List.of(), arrived);
    }

    @Property(tries = 200)
    void anyTimesArriveAsFromASortedList(@ForAll @Size(max = 200) List<@IntRange(max = 50) Integer> delays) {
        arrived.clear();
        List<long[]> expected = new ArrayList<>();
        Simulation fresh = new Simulation(1, null);
        DelayLine tested = new DelayLine(fresh.queue(), this::arrive, 3);
        ElementContext sender = fresh.declare("sender");
        for (int i = 0; i < delays.size(); i++) {
            fresh.queue().runUntil(i / 4);
            tested.add(sender.newPacket(), i / 4 + delays.get(i));
            expected.add(new long[] {i, i / 4 + delays.get(i)});
        }
        fresh.queue().runUntil(1000);
        expected.sort(Comparator.comparingLong(each -> each[1]));
        assertEquals(expected.stream().map(each -> each[0] + " by 3 at " + each[1]).toList(), arrived);
    }

    private Packet packet() {
        return context.newPacket();
    }

    private void arrive(Packet packet, int port, long now) {
        arrived.add(packet.id() + " by " + port + " at " + now);
    }
}
