package dev.magicsock.reports.recorder;

import static dev.magicsock.reports.Samples.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.reports.record.Traffic.CarrierUse;
import dev.magicsock.reports.record.Traffic.Gap;
import dev.magicsock.reports.record.Traffic.Loss;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficRecorderTest {

    private final TrafficRecorder recorder = new TrafficRecorder(4);

    @Test
    void whatIsNeitherDeliveredNorLostIsInFlight() {
        recorder.sent(100, millis(1));
        recorder.sent(100, millis(2));
        recorder.sent(50, millis(3));
        recorder.delivered(100, millis(4));
        recorder.lost("queue-full", "home.up", Optional.empty());
        Traffic traffic = recorder.toTraffic();
        assertEquals(1, traffic.inFlight());
        assertEquals(250, traffic.sentBytes());
        assertEquals(100, traffic.deliveredBytes());
        assertEquals(Optional.of(millis(1)), traffic.firstSent());
        assertEquals(Optional.of(millis(4)), traffic.firstDelivered());
    }

    @Test
    void deliveringMoreThanWasSentIsABug() {
        recorder.delivered(100, millis(1));
        assertThrows(IllegalStateException.class, recorder::toTraffic);
    }

    @Test
    void copiesOnTwoCarriersCountOnBoth() {
        recorder.sent(100, millis(1));
        recorder.carried(Carrier.IPV4, 100);
        recorder.carried(Carrier.RELAY, 100);
        recorder.arrived(Carrier.RELAY, 100);
        assertEquals(List.of(new CarrierUse(Carrier.RELAY, 1, 100, 1, 100), new CarrierUse(Carrier.IPV4, 1, 100, 0, 0)),
                recorder.toTraffic().carriers());
    }

    @Test
    void theLongestGapLiesBetweenTwoDeliveries() {
        deliverAt(10, 30, 530, 540);
        assertEquals(Optional.of(new Gap(millis(30), millis(530))), recorder.toTraffic().longestGap());
    }

    @Test
    void theWaitForTheFirstByteIsNoGap() {
        recorder.sent(1, millis(1));
        recorder.sent(1, millis(900));
        recorder.delivered(1, millis(910));
        assertEquals(Optional.empty(), recorder.toTraffic().longestGap());
    }

    @Test
    void silenceWhileNothingIsSentIsNoGap() {
        deliverAt(10, 30);
        recorder.paused();
        deliverAt(9_000, 9_020);
        assertEquals(Optional.of(new Gap(millis(10), millis(30))), recorder.toTraffic().longestGap());
    }

    @Test
    void aSilenceThatLastsToTheLastSendingIsAGap() {
        deliverAt(10, 30);
        recorder.sent(1, millis(4_000));
        assertEquals(Optional.of(new Gap(millis(30), millis(4_000))), recorder.toTraffic().longestGap());
        recorder.paused();
        assertEquals(Optional.of(new Gap(millis(30), millis(4_000))), recorder.toTraffic().longestGap());
    }

    @Test
    void aLateDeliveryDuringAPauseDoesNotStartAGap() {
        deliverAt(10);
        recorder.sent(1, millis(20));
        recorder.paused();
        recorder.delivered(1, millis(60));
        recorder.sent(1, millis(9_000));
        recorder.delivered(1, millis(9_040));
        assertEquals(Optional.of(new Gap(millis(9_000), millis(9_040))), recorder.toTraffic().longestGap());
    }

    @Test
    void lossesGroupByReasonPlaceAndFault() {
        for (int i = 0; i < 3; i++) {
            recorder.sent(1, millis(i));
        }
        recorder.lost("loss", "link", Optional.empty());
        recorder.lost("loss", "link", Optional.of("link-down"));
        recorder.lost("loss", "link", Optional.empty());
        assertEquals(List.of(new Loss("loss", "link", Optional.empty(), 2),
                new Loss("loss", "link", Optional.of("link-down"), 1)), recorder.toTraffic().losses());
    }

    @Test
    void lossesBeyondTheLimitShareOneGroup() {
        for (int i = 0; i < 10; i++) {
            recorder.sent(1, millis(i));
            recorder.lost("loss", "link" + i, Optional.empty());
        }
        Traffic traffic = recorder.toTraffic();
        assertEquals(4, traffic.losses().size());
        assertEquals(new Loss("other", "elsewhere", Optional.empty(), 7), traffic.losses().getLast());
        assertEquals(10, traffic.lost());
    }

    private void deliverAt(long... times) {
        for (long at : times) {
            recorder.sent(1, millis(at - 5));
            recorder.delivered(1, millis(at));
        }
    }
}
