package dev.magicsock.netsim.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the trace hears of the mappings of a translator. */
class TracedMappingsTest {

    private static final IpEndpoint ALICE = IpEndpoint.parse("10.0.0.1:5000");
    private static final IpEndpoint REMOTE = IpEndpoint.parse("198.51.100.7:4444");
    private static final IpEndpoint OTHER = IpEndpoint.parse("198.51.100.8:4444");
    private static final List<IpAddress> EXTERNAL = List.of(IpAddress.parse("203.0.113.1"));

    private final List<String> log = new ArrayList<>();
    private final Simulation simulation = new Simulation(1, new MappingLog());
    private final ElementContext sender = simulation.declare("sender");
    private final Nat nat = (Nat) Nat.of(NatPreset.HOME_ROUTER.behavior()).create(simulation.declare("nat"),
            (packet, now) -> { }, (packet, now) -> { }, EXTERNAL);

    @Test
    void tellsWhenAMappingIsMadeAndWhomItIsUsedWith() {
        send(REMOTE, 1);
        send(REMOTE, 2);
        send(OTHER, 3);

        assertEquals(List.of("1 mapped 0 UDP 10.0.0.1:5000 to 203.0.113.1:5000", "1 contacted 0 198.51.100.7:4444",
                "3 contacted 0 198.51.100.8:4444"), log);
    }

    @Test
    void tellsWhenAMappingExpiredAndNotWhenThatWasNoticed() {
        send(REMOTE, 0);
        log.clear();

        nat.noticeExpired(seconds(10_000));

        assertEquals(List.of(lifetimeSeconds() + " unmapped 0"), log);
    }

    @Test
    void givesTheNextMappingAnotherNumber() {
        send(REMOTE, 0);
        log.clear();

        send(REMOTE, 10_000);

        assertEquals(List.of(lifetimeSeconds() + " unmapped 0",
                "10000 mapped 1 UDP 10.0.0.1:5000 to 203.0.113.1:5000", "10000 contacted 1 198.51.100.7:4444"), log);
    }

    @Test
    void forgetsAllMappingsWhenItStartsAgain() {
        send(REMOTE, 0);
        log.clear();

        nat.reboot(EXTERNAL, seconds(5));
        nat.noticeExpired(seconds(10_000));

        assertEquals(List.of("5 forgotten"), log);
    }

    private static long lifetimeSeconds() {
        return NatPreset.HOME_ROUTER.behavior().udp().unreplied().toSeconds();
    }

    private void send(IpEndpoint remote, long atSeconds) {
        Packet packet = sender.newPacket();
        packet.fillUdp(ALICE, remote, ByteBuffer.allocate(1));
        nat.receive(packet, Middlebox.INSIDE, seconds(atSeconds));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private final class MappingLog implements TraceSink {

        @Override
        public void mapped(long timeNanos, int element, long mapping, Transport transport, IpEndpoint internal,
                IpEndpoint external) {
            log.add(at(timeNanos) + "mapped " + mapping + " " + transport + " " + internal + " to " + external);
        }

        @Override
        public void contacted(long timeNanos, int element, long mapping, IpEndpoint remote) {
            log.add(at(timeNanos) + "contacted " + mapping + " " + remote);
        }

        @Override
        public void unmapped(long timeNanos, int element, long mapping) {
            log.add(at(timeNanos) + "unmapped " + mapping);
        }

        @Override
        public void mappingsForgotten(long timeNanos, int element) {
            log.add(at(timeNanos) + "forgotten");
        }

        private static String at(long nanos) {
            return Duration.ofNanos(nanos).toSeconds() + " ";
        }
    }
}
