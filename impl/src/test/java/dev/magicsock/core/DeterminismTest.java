package dev.magicsock.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Equal inputs give equal outputs. */
class DeterminismTest {

    @Test
    void theSameSeedGivesTheSamePacketsAndTheSameReports() {
        List<String> first = run(5);
        assertFalse(first.isEmpty());
        for (int i = 0; i < 1000; i++) {
            new Object().hashCode();
        }
        assertEquals(first, run(5));
    }

    @Test
    void anotherSeedGivesOtherPackets() {
        assertNotEquals(run(5), run(6));
    }

    @Test
    void whetherAnybodyListensChangesNoPacket() {
        List<String> heard = packets(7, true);
        assertEquals(heard, packets(7, false));
    }

    private static List<String> run(long seed) {
        Lab lab = new Lab(seed);
        List<Lab.Node> nodes = converse(lab);
        List<String> all = new ArrayList<>();
        for (Lab.Node node : nodes) {
            node.sent.forEach(sent -> all.add(sent.destination() + Arrays.toString(Lab.bytes(sent.payload()))));
            node.observations.forEach(observation -> all.add(observation.toString()));
        }
        return all;
    }

    private static List<String> packets(long seed, boolean listening) {
        Lab lab = new Lab(seed);
        lab.listening = listening;
        List<String> all = new ArrayList<>();
        converse(lab).forEach(node -> node.sent.forEach(sent ->
                all.add(sent.destination() + Arrays.toString(Lab.bytes(sent.payload())))));
        return all;
    }

    private static List<Lab.Node> converse(Lab lab) {
        List<Lab.Node> nodes = List.of(lab.node("192.0.2.1:1000", Lab.withRelay().build()),
                lab.node("192.0.2.2:2000", Lab.withRelay().build()),
                lab.node("192.0.2.3:3000", Lab.withRelay().build()));
        nodes.forEach(Lab.Node::start);
        lab.run(Duration.ofSeconds(1));
        for (Lab.Node from : nodes) {
            for (Lab.Node to : nodes) {
                if (from != to) {
                    from.add(to, List.of(Lab.RELAY), List.of());
                    from.send(to, Lab.quic(1, 500));
                }
            }
        }
        lab.run(Duration.ofSeconds(3));
        lab.drop((from, to, payload) -> from.equals(nodes.getFirst().address));
        Instant until = lab.now.plusSeconds(30);
        lab.run(Duration.between(lab.now, until));
        return nodes;
    }
}
