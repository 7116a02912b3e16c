package dev.magicsock.netsim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.element.PacketLedger;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.trace.CountingSink;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ConservationPropertyTest {

    @Property(tries = 60)
    void everyPacketEndsExactlyOnce(@ForAll long seed) {
        CountingSink counted = new CountingSink();
        Network network = RandomNetworks.make(seed, counted);

        for (int step = 0; step < 12; step++) {
            network.run(Duration.ofMillis(200));
            PacketLedger ledger = network.ledger();
            assertEquals(network.packetsUnderWay(), ledger.underWay(), "packets under way at " + network.now());
        }

        PacketLedger ledger = network.ledger();
        assertTrue(ledger.sent() > 0);
        assertEquals(ledger.sent(), counted.sent());
        assertEquals(ledger.duplicated(), counted.duplicated());
        assertEquals(ledger.delivered(), counted.delivered());
        assertEquals(ledger.dropped(), counted.dropped());
        assertEquals(ledger.dropped(), counted.losses().values().stream().mapToLong(Long::longValue).sum());
        for (DropReason reason : DropReason.values()) {
            long placed = counted.losses().entrySet().stream().filter(each -> each.getKey().reason() == reason)
                    .mapToLong(each -> each.getValue()).sum();
            assertEquals(ledger.dropped(reason), placed, reason.label());
        }
    }
}
