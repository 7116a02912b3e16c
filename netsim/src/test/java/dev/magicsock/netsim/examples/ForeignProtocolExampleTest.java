package dev.magicsock.netsim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.topology.Network;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Somebody else's protocol in the simulator: numbers sent by stop-and-wait, over links that lose every third
 * packet.
 */
class ForeignProtocolExampleTest {

    @Test
    void everyNumberArrivesOnceAndInOrder() {
        LinkProfile lossy = LinkProfile.both(LinkConditions.ofLatency(Duration.ofMillis(20)).withLossRatio(0.33));
        Receiver receiver = new Receiver();
        Network network = Network.builder(42)
                .host("receiver", host -> host.link(lossy).program(receiver))
                .host("sender", host -> host.link(lossy).program(new Sender(IpEndpoint.parse("198.18.0.2:9000"), 50)))
                .build();

        network.run(Duration.ofMinutes(2));

        assertEquals(IntStream.range(0, 50).boxed().toList(), receiver.numbers);
    }

    private static final class Sender implements Program {
        private static final Duration PATIENCE = Duration.ofMillis(200);

        private final IpEndpoint receiver;
        private final int end;
        private UdpSocket socket;
        private int number;
        private Instant retry = Instant.EPOCH;

        Sender(IpEndpoint receiver, int end) {
            this.receiver = receiver;
            this.end = end;
        }

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            if (event instanceof HostEvent.Started) {
                socket = host.bindUdp(0);
            }
            boolean answered = event instanceof HostEvent.DatagramReceived received
                    && received.payload().getInt() == number;
            number += answered ? 1 : 0;
            if (number < end && (answered || !now.isBefore(retry))) {
                socket.send(receiver, ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
                retry = now.plus(PATIENCE);
            }
        }

        @Override
        public Optional<Instant> nextDeadline() {
            return number < end ? Optional.of(retry) : Optional.empty();
        }
    }

    private static final class Receiver implements Program {
        private final List<Integer> numbers = new ArrayList<>();

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            if (event instanceof HostEvent.Started) {
                host.bindUdp(9000);
            } else if (event instanceof HostEvent.DatagramReceived(UdpSocket socket, IpEndpoint source,
                    ByteBuffer payload)) {
                int number = payload.getInt(0);
                if (number == numbers.size()) {
                    numbers.add(number);
                }
                socket.send(source, payload);
            }
        }
    }
}
