package dev.magicsock.reports.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.reports.record.Traffic.Loss;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final Loss IN_FAULT = new Loss("link-down", "home.up", Optional.of("link-down"), 3);
    private static final Loss OUTSIDE = new Loss("queue-full", "home.up", Optional.empty(), 2);

    @Test
    void lostIsTheSumOfItsCauses() {
        Traffic traffic = traffic(10, 4, 1, List.of(IN_FAULT, OUTSIDE));
        assertEquals(5, traffic.lost());
        assertEquals(2, traffic.lostOutsideFaults());
    }

    @Test
    void everySentDatagramIsAccountedFor() {
        assertThrows(IllegalArgumentException.class, () -> traffic(10, 4, 0, List.of(IN_FAULT, OUTSIDE)));
        assertThrows(IllegalArgumentException.class, () -> traffic(3, 4, 0, List.of()));
    }

    @Test
    void nothingSentIsNothingLost() {
        assertEquals(0, Traffic.none().lost());
        assertEquals(List.of(), Traffic.none().carriers());
    }

    private static Traffic traffic(long sent, long delivered, long inFlight, List<Loss> losses) {
        return new Traffic(sent, sent, delivered, delivered, inFlight, 0, 0, 0, Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), losses);
    }
}
