package dev.magicsock.netsim.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.packet.DropReason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 8289: packets of 1000 bytes that take a millisecond each. */
class CodelQueueTest {

    private static final long MILLI = 1_000_000;
    private static final LinkConditions CODEL = conditions(QueueLimit.Codel.RECOMMENDED);

    @Test
    void shortBurstWaitsAndLosesNothing() {
        LinkRig rig = new LinkRig(1, CODEL);

        for (int i = 0; i < 90; i++) {
            rig.send();
        }
        rig.runFor(1000 * MILLI);

        assertEquals(IntStream.rangeClosed(1, 90).mapToObj(i -> i * MILLI).toList(), rig.delays());
    }

    @Test
    void standingQueueLosesItsFirstPacketAfterAnInterval() {
        LinkRig rig = new LinkRig(1, CODEL);
        for (int i = 0; i < 40; i++) {
            rig.send();
        }

        rig.stream(104, MILLI);
        assertEquals(0, rig.ledger().dropped(DropReason.QUEUE_STANDING));
        rig.stream(6, MILLI);

        assertEquals(1, rig.ledger().dropped(DropReason.QUEUE_STANDING));
    }

    /** After the first drop the next follow after 100, 100/sqrt(2), 100/sqrt(3) ms ... (section 5.3). */
    @Test
    void dropsComeCloserWithTheSquareRootOfTheirNumber() {
        LinkRig rig = new LinkRig(1, conditions(new QueueLimit.Codel(Duration.ofMillis(5), Duration.ofMillis(100),
                60_000)));
        for (int i = 0; i < 2000; i++) {
            rig.send();
        }
        rig.stream(1000, MILLI);

        int drops = 0;
        for (double time = 106; time < 1000; time += 100 / Math.sqrt(drops)) {
            drops++;
        }
        assertEquals(drops, rig.ledger().dropped(DropReason.QUEUE_STANDING), 1);
    }

    @Test
    void overloadOfATenthEndsWithAShortQueue() {
        LinkRig rig = new LinkRig(1, CODEL);
        LinkRig tail = new LinkRig(1, conditions(new QueueLimit.Packets(1000)));

        rig.stream(40_000, MILLI * 10 / 11);
        tail.stream(40_000, MILLI * 10 / 11);

        assertTrue(last(rig.delays()) < 60 * MILLI, "CoDel: " + last(rig.delays()));
        assertTrue(last(tail.delays()) > 990 * MILLI, "drop-tail: " + last(tail.delays()));
    }

    @Test
    void fullQueueRefusesWhateverTheWaitingTime() {
        LinkRig rig = new LinkRig(1, conditions(new QueueLimit.Codel(Duration.ofMillis(5), Duration.ofMillis(100), 3)));

        for (int i = 0; i < 6; i++) {
            rig.send();
        }
        rig.runFor(100 * MILLI);

        assertEquals(List.of(0, 1, 2, 3), rig.arrivals());
        assertEquals(2, rig.ledger().dropped(DropReason.QUEUE_FULL));
    }

    @Test
    void whatWaitsIsUnderWayAndLostWithTheLink() {
        LinkRig rig = new LinkRig(1, CODEL);
        for (int i = 0; i < 10; i++) {
            rig.send();
        }

        assertEquals(10, rig.link().underWay());
        rig.link().turn(LinkState.DOWN, rig.now());
        rig.runFor(100 * MILLI);

        assertEquals(0, rig.link().underWay());
        assertEquals(10, rig.ledger().dropped(DropReason.LINK_DOWN));
    }

    @Test
    void whatWaitsMovesOnWhenTheConditionsChange() {
        LinkRig rig = new LinkRig(1, CODEL);
        for (int i = 0; i < 4; i++) {
            rig.send();
        }

        rig.link().change(LinkConditions.PERFECT.withBandwidth(80_000_000, new QueueLimit.Packets(2)));
        rig.runFor(100 * MILLI);

        assertEquals(List.of(MILLI, MILLI * 11 / 10, MILLI * 12 / 10), rig.delays());
        assertEquals(1, rig.ledger().dropped(DropReason.QUEUE_FULL));
    }

    @Test
    void sleepingRadioLetsTheFirstPacketsWaitAndOnlyThem() {
        Radio radio = new Radio(Duration.ofSeconds(10), Duration.ofMillis(260));
        for (LinkConditions conditions : List.of(LinkConditions.PERFECT.withRadio(radio), CODEL.withRadio(radio),
                conditions(new QueueLimit.Packets(50)).withRadio(radio))) {
            LinkRig rig = new LinkRig(1, conditions);
            long each = conditions.bitsPerSecond() == LinkConditions.UNLIMITED ? 0 : MILLI;
            rig.send();
            rig.runFor(11_000 * MILLI);
            rig.send();
            rig.runFor(200 * MILLI);
            rig.send();
            rig.runFor(9_000 * MILLI);
            rig.send();
            rig.runFor(1000 * MILLI);

            assertEquals(List.of(each, 260 * MILLI + each, 60 * MILLI + 2 * each, each), rig.delays());
        }
    }

    @Test
    void impossibleKnobsAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new QueueLimit.Codel(Duration.ZERO, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new QueueLimit.Codel(second, Duration.ofMillis(1), 1));
        assertThrows(IllegalArgumentException.class, () -> new QueueLimit.Codel(second, second, 0));
        assertThrows(IllegalArgumentException.class, () -> new QueueLimit.Codel(second, second, 1 << 20));
        assertThrows(IllegalArgumentException.class, () -> new Radio(Duration.ZERO, second));
        assertThrows(IllegalArgumentException.class, () -> new Radio(second, Duration.ofHours(2)));
    }

    private static LinkConditions conditions(QueueLimit queue) {
        return LinkConditions.PERFECT.withBandwidth(8_000_000, queue);
    }

    private static long last(List<Long> delays) {
        return delays.getLast();
    }
}
