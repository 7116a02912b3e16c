package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TrafficSource;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DatagramObserverTest {

    private static final InetSocketAddress IPV4 = IpEndpoint.parse("198.51.100.7:7").toInetSocketAddress();
    private static final InetSocketAddress IPV6 = IpEndpoint.parse("[2001:db8::7]:7").toInetSocketAddress();

    private static final RelayUrl RELAY = RelayUrl.parse("http://eu.relay.test");

    private final Heard heard = new Heard();
    private final ByteBuffer datagram =
            new TrafficSource(0, 1, new DatagramLedger()::submit, Duration.ofSeconds(1), 100,
            Instant.EPOCH, Instant.MAX).poll(Instant.EPOCH).orElseThrow();

    @Test
    void theAddressSaysWhichFamilyCarries() {
        DatagramObserver.sentDirect(heard, IPV4, datagram);
        DatagramObserver.sentDirect(heard, IPV6, datagram);
        DatagramObserver.arrivedDirect(heard, IPV6, datagram);

        assertEquals(Map.of(Carrier.IPV4, 1, Carrier.IPV6, 1), heard.carried);
        assertEquals(Map.of(Carrier.IPV6, 1), heard.arrived);
        assertEquals(0, datagram.position());
    }

    @Test
    void relayedDatagramsAreFoundBehindTheirHeader() {
        DatagramObserver.sentRelayed(heard, RELAY, relayed(4));
        DatagramObserver.arrivedRelayed(heard, RELAY, relayed(6));

        assertEquals(Map.of(Carrier.RELAY, 1), heard.carried);
        assertEquals(Map.of(Carrier.RELAY, 1), heard.arrived);
    }

    @Test
    void otherFramesAreNone() {
        for (int type = 0; type < 16; type++) {
            if (type != 4) {
                DatagramObserver.sentRelayed(heard, RELAY, relayed(type));
            }
            if (type != 6) {
                DatagramObserver.arrivedRelayed(heard, RELAY, relayed(type));
            }
        }

        assertEquals(Map.of(), heard.carried);
        assertEquals(Map.of(), heard.arrived);
    }

    @Property(tries = 300)
    void whateverIsNoDatagramOfAnApplicationIsNotNoticed(@ForAll @Size(max = 60) byte[] bytes) {
        Heard nothing = new Heard();
        if (bytes.length > 0) {
            bytes[0] = (byte) (bytes[0] & 7);
        }
        DatagramObserver.sentDirect(nothing, IPV4, ByteBuffer.wrap(bytes));
        DatagramObserver.sentRelayed(nothing, RELAY, ByteBuffer.wrap(bytes));
        DatagramObserver.arrivedRelayed(nothing, RELAY, ByteBuffer.wrap(bytes));

        assertEquals(Map.of(), nothing.carried);
        assertEquals(Map.of(), nothing.arrived);
    }

    private ByteBuffer relayed(int type) {
        ByteBuffer frame = ByteBuffer.allocate(34 + datagram.remaining());
        return frame.put((byte) type).put(new byte[33]).put(datagram.duplicate()).flip();
    }
}
