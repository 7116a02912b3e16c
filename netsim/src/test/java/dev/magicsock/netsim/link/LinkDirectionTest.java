package dev.magicsock.netsim.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LinkDirectionTest {

    private static final IpEndpoint FROM = IpEndpoint.parse("192.0.2.1:1");
    private static final IpEndpoint TO = IpEndpoint.parse("192.0.2.2:2");
    /** IPv4 and UDP headers. */
    private static final int HEADER_BYTES = 28;

    private final List<Long> queued = new ArrayList<>();
    private final List<String> passages = new ArrayList<>();
    private final Simulation simulation = new Simulation(7, new QueueLog());
    private final ElementContext sender = simulation.declare("sender");
    private final ElementContext linkContext = simulation.declare("link");
    private final List<Arrival> arrivals = new ArrayList<>();

    @Test
    void latencyIsExact() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofNanos(123_456)));

        send(link, 100);
        run(1);

        assertEquals(List.of(new Arrival(0, 123_456, false)), arrivals);
    }

    @Test
    void serializationTakesAsLongAsTheBandwidthSays() {
        LinkDirection link = link(bandwidth(10_000_000, new QueueLimit.Packets(10)));

        send(link, 1200 - HEADER_BYTES);
        send(link, 1200 - HEADER_BYTES);
        send(link, 48 - HEADER_BYTES);
        run(1);

        assertEquals(List.of(960_000L, 1_920_000L, 1_920_000L + 38_400), times());
    }

    @Test
    void serializationIsRoundedUpToTheNanosecond() {
        LinkDirection link = link(bandwidth(3_000_000_000L, new QueueLimit.Packets(10)));

        send(link, 100 - HEADER_BYTES);
        run(1);

        assertEquals(List.of(267L), times());
    }

    @Test
    void tellsWhatCameAndWhatCameOutButNotWhatWasLostOnTheWay() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofNanos(5))
                .withLoss(new Loss.DropList(List.of(2L))));

        send(link, 100);
        send(link, 100);
        run(1);

        assertEquals(List.of("in 1 0 0", "in 1 1 0", "out 1 0 5"), passages);
    }

    @Test
    void fullQueueDropsTheLastAndOnlyWaitingPacketsCount() {
        LinkDirection link = link(bandwidth(1_000_000, new QueueLimit.Packets(2)));

        for (int i = 0; i < 5; i++) {
            send(link, 1000 - HEADER_BYTES);
        }
        run(1);

        assertEquals(List.of(8_000_000L, 16_000_000L, 24_000_000L), times());
        assertEquals(2, simulation.ledger().dropped(DropReason.QUEUE_FULL));
    }

    @Test
    void tellsHowMuchWaitsWheneverAPacketHasToWait() {
        LinkDirection link = link(bandwidth(1_000_000, new QueueLimit.Packets(2)));

        for (int i = 0; i < 4; i++) {
            send(link, 1000 - HEADER_BYTES);
        }
        run(1);
        send(link, 1000 - HEADER_BYTES);

        assertEquals(List.of(1000L, 2000L), queued);
    }

    @Test
    void queueInBytesCountsBytes() {
        LinkDirection link = link(bandwidth(1_000_000, new QueueLimit.Bytes(1500)));

        for (int i = 0; i < 4; i++) {
            send(link, 1000 - HEADER_BYTES);
        }
        send(link, 500 - HEADER_BYTES);
        run(1);

        assertEquals(List.of(8_000_000L, 16_000_000L, 20_000_000L), times());
        assertEquals(2, simulation.ledger().dropped(DropReason.QUEUE_FULL));
    }

    @Test
    void queueHasRoomAgainWhenAPacketBeginsToBeSent() {
        LinkDirection link = link(bandwidth(1_000_000, new QueueLimit.Packets(1)));
        send(link, 1000 - HEADER_BYTES);
        send(link, 1000 - HEADER_BYTES);
        simulation.queue().runUntil(8_000_000);

        send(link, 1000 - HEADER_BYTES);
        run(1);

        assertEquals(List.of(8_000_000L, 16_000_000L, 24_000_000L), times());
    }

    @Test
    void jitterNeverReorders() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofMillis(10))
                .withJitter(new Jitter.Uniform(Duration.ofMillis(20))));

        for (int i = 0; i < 1000; i++) {
            send(link, 10);
            simulation.queue().runUntil((i + 1) * 1_000_000L);
        }
        run(1);

        assertEquals(LongStream.range(0, 1000).boxed().toList(), arrivals.stream().map(Arrival::id).toList());
        for (Arrival arrival : arrivals) {
            long delay = arrival.time - arrival.id * 1_000_000;
            assertTrue(delay >= 10_000_000 && delay <= 30_000_000, "delay " + delay);
        }
    }

    @Test
    void jitterOfSparsePacketsHasTheMeanOfItsDistribution() {
        assertEquals(10e6, meanJitter(new Jitter.Uniform(Duration.ofMillis(20))), 0.3e6);
        assertEquals(10e6, meanJitter(new Jitter.Exponential(Duration.ofMillis(10))), 0.5e6);
        assertEquals(10e6 * Math.sqrt(2 / Math.PI), meanJitter(new Jitter.HalfNormal(Duration.ofMillis(10))), 0.3e6);
    }

    @Test
    void heldBackPacketsAreOvertakenByExactlyTheirDelay() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofMillis(1))
                .withReordering(new Reordering(0.1, Duration.ofMillis(5))));

        for (int i = 0; i < 2000; i++) {
            send(link, 10);
            simulation.queue().runUntil((i + 1) * 1_000_000L);
        }
        run(1);

        long heldBack = arrivals.stream().filter(each -> each.time - each.id * 1_000_000 == 6_000_000).count();
        long onTime = arrivals.stream().filter(each -> each.time - each.id * 1_000_000 == 1_000_000).count();
        assertEquals(2000, heldBack + onTime);
        assertEquals(200, heldBack, 45);
        assertTrue(arrivals.get(0).id <= 1 && !isAscending(), "nothing was overtaken");
    }

    @Test
    void independentLossHasItsRatio() {
        assertEquals(600, lossesOf(new Loss.Bernoulli(0.02), 30_000).size(), 75);
    }

    @Test
    void burstsHaveTheirMeanLossAndLength() {
        List<Long> lost = lossesOf(Loss.GilbertElliott.bursts(0.05, 4), 100_000);

        assertEquals(5000, lost.size(), 450);
        long bursts = IntStream.range(0, lost.size()).filter(i -> i == 0 || lost.get(i) != lost.get(i - 1) + 1).count();
        assertEquals(4.0, (double) lost.size() / bursts, 0.3);
    }

    @Test
    void dropListLosesExactlyItsPackets() {
        assertEquals(List.of(0L, 2L, 9L), lossesOf(new Loss.DropList(List.of(1L, 3L, 10L, 1000L)), 20));
        assertEquals(3, simulation.ledger().dropped(DropReason.LINK_DROP_LIST));
    }

    @Test
    void lostPacketsTookTheirShareOfTheBandwidth() {
        LinkDirection link = link(bandwidth(1_000_000, new QueueLimit.Packets(10)).withLossRatio(1));
        send(link, 1000 - HEADER_BYTES);
        link.change(bandwidth(1_000_000, new QueueLimit.Packets(10)));

        send(link, 1000 - HEADER_BYTES);
        run(1);

        assertEquals(List.of(16_000_000L), times());
    }

    @Test
    void copiesArriveRightBehindTheirOriginals() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofMillis(1)).withDuplication(1));

        send(link, 10);
        run(1);

        assertEquals(List.of(1_000_000L, 1_000_000L), times());
        assertEquals(1, simulation.ledger().duplicated());
    }

    @Test
    void corruptedPacketsArriveMarked() {
        LinkDirection link = link(LinkConditions.PERFECT.withCorruption(1));

        send(link, 10);
        run(1);

        assertEquals(List.of(new Arrival(0, 0, true)), arrivals);
    }

    @Test
    void cutLosesWhatIsOnTheWayAndDeadOnlyWhatComes() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofMillis(10)));
        send(link, 10);
        link.turn(LinkState.DEAD, simulation.queue().now());
        send(link, 10);
        simulation.queue().runUntil(20_000_000);
        assertEquals(1, arrivals.size());
        assertEquals(1, simulation.ledger().dropped(DropReason.LINK_DEAD));

        link.turn(LinkState.UP, simulation.queue().now());
        send(link, 10);
        link.turn(LinkState.DOWN, simulation.queue().now());
        send(link, 10);
        run(1);

        assertEquals(1, arrivals.size());
        assertEquals(2, simulation.ledger().dropped(DropReason.LINK_DOWN));
    }

    @Test
    void packetsUnderWayAreNotOvertakenWhenTheLatencyShrinks() {
        LinkDirection link = link(LinkConditions.ofLatency(Duration.ofMillis(100)));
        send(link, 10);
        link.change(LinkConditions.ofLatency(Duration.ofMillis(1)));
        send(link, 10);
        run(1);

        assertEquals(List.of(new Arrival(0, 100_000_000, false), new Arrival(1, 100_000_000, false)), arrivals);
    }

    @Test
    void impossibleConditionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> LinkConditions.PERFECT.withLossRatio(1.1));
        assertThrows(IllegalArgumentException.class, () -> LinkConditions.PERFECT.withDuplication(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> LinkConditions.ofLatency(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> LinkConditions.PERFECT.withMtu(67, Oversize.ANSWER));
        assertThrows(IllegalArgumentException.class, () -> bandwidth(-1, QueueLimit.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> Loss.GilbertElliott.bursts(0.5, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new Loss.DropList(List.of(2L, 2L)));
    }

    private List<Long> lossesOf(Loss loss, int packets) {
        LinkDirection link = link(LinkConditions.PERFECT.withLoss(loss));
        for (int i = 0; i < packets; i++) {
            send(link, 10);
        }
        run(1);
        List<Long> arrived = arrivals.stream().map(Arrival::id).toList();
        boolean[] seen = new boolean[packets];
        arrived.forEach(id -> seen[id.intValue()] = true);
        return LongStream.range(0, packets).filter(id -> !seen[(int) id]).boxed().toList();
    }

    private double meanJitter(Jitter jitter) {
        arrivals.clear();
        LinkDirection link = new LinkDirection(simulation.declare("jitter " + jitter),
                LinkConditions.PERFECT.withJitter(jitter), this::arrive, 0);
        long spacing = 10_000_000_000L;
        long begin = simulation.queue().now();
        for (int i = 0; i < 4000; i++) {
            send(link, 10);
            simulation.queue().runUntil(begin + (i + 1) * spacing);
        }
        double sum = 0;
        for (int i = 0; i < arrivals.size(); i++) {
            sum += arrivals.get(i).time - begin - i * spacing;
        }
        return sum / arrivals.size();
    }

    private boolean isAscending() {
        for (int i = 1; i < arrivals.size(); i++) {
            if (arrivals.get(i).id < arrivals.get(i - 1).id) {
                return false;
            }
        }
        return true;
    }

    private static LinkConditions bandwidth(long bitsPerSecond, QueueLimit limit) {
        return LinkConditions.PERFECT.withBandwidth(bitsPerSecond, limit);
    }

    private LinkDirection link(LinkConditions conditions) {
        return new LinkDirection(linkContext, conditions, this::arrive, 0);
    }

    private void arrive(Packet packet, int port, long now) {
        arrivals.add(new Arrival(packet.id(), now, packet.isCorrupted()));
    }

    private void send(LinkDirection link, int payloadBytes) {
        Packet packet = sender.newPacket();
        packet.fillUdp(FROM, TO, ByteBuffer.allocate(payloadBytes));
        sender.sent(packet, simulation.queue().now());
        link.send(packet, simulation.queue().now());
    }

    private void run(long seconds) {
        simulation.queue().runUntil(simulation.queue().now() + seconds * 1_000_000_000);
    }

    private List<Long> times() {
        return arrivals.stream().map(Arrival::time).toList();
    }

    private record Arrival(long id, long time, boolean corrupted) {
    }

    private final class QueueLog implements TraceSink {
        @Override
        public void enteredLink(long timeNanos, int element, Packet packet) {
            passages.add("in " + element + " " + packet.id() + " " + timeNanos);
        }

        @Override
        public void leftLink(long timeNanos, int element, Packet packet) {
            passages.add("out " + element + " " + packet.id() + " " + timeNanos);
        }

        @Override
        public void queued(long timeNanos, int element, long waitingBytes) {
            queued.add(waitingBytes);
        }
    }
}
