package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.natview.MappingView;
import dev.magicsock.natview.NatClass;
import dev.magicsock.natview.NatView;
import dev.magicsock.natview.PortAllocation;
import dev.magicsock.natview.PortSighting;
import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is believed of a NAT after a few STUN answers is what was configured. */
class NatViewInNetworkTest {

    @Test
    void everyMappingAndEveryPortAssignmentIsRecognised() {
        for (MappingBehavior mapping : MappingBehavior.values()) {
            for (int step = 1; step <= 4; step++) {
                check(mapping, new PortAssignment.Sequential(step), new PortAllocation.Sequential(step));
            }
            check(mapping, new PortAssignment.Random(), new PortAllocation.Random());
        }
    }

    @Test
    void aPortThatIsOverloadedIsPreservedAndLooksTheSameToEverybody() {
        NatClass seen = look(NatPreset.LINUX_MASQUERADE.behavior());
        assertEquals(MappingView.ENDPOINT_INDEPENDENT, seen.mapping());
        assertEquals(new PortAllocation.Preserved(), seen.ports());
    }

    private static void check(MappingBehavior mapping, PortAssignment ports, PortAllocation expected) {
        NatClass seen = look(NatBehavior.builder().mapping(mapping).ports(ports).build());
        assertEquals(MappingView.valueOf(mapping.name()), seen.mapping(), mapping + " " + ports);
        assertEquals(expected, seen.ports(), mapping + " " + ports);
    }

    private static NatClass look(NatBehavior behavior) {
        Looker looker = new Looker();
        Network network = Network.builder(1)
                .router("home", router -> router.nat(Nat.of(behavior)))
                .host("stun", host -> host.networkInterface("eth0", each -> each.addresses(2))
                        .program(new StunProgram()))
                .host("alice", host -> host.behind("home").program(looker))
                .build();
        looker.servers.addAll(network.addresses("stun").stream().filter(IpAddress::isV4).toList());
        network.run(Duration.ofSeconds(10));
        return looker.view.classify(Instant.ofEpochSecond(10));
    }

    /** Asks two addresses and two ports from two sockets, a question per second. */
    private static final class Looker implements Program {
        private static final int SOCKETS = 2;
        private static final int QUESTIONS = 3;

        private final List<IpAddress> servers = new ArrayList<>();
        private final List<UdpSocket> sockets = new ArrayList<>();
        private final NatView view = new NatView();
        private final Addresses addresses = new Addresses();
        private int asked;

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            switch (event) {
                case HostEvent.Started _ -> {
                    for (int i = 0; i < SOCKETS; i++) {
                        sockets.add(host.bindUdp(40_000 + 100 * i));
                    }
                }
                case HostEvent.DeadlineReached _ -> {
                    IpEndpoint server = switch (asked % QUESTIONS) {
                        case 0 -> IpEndpoint.of(servers.get(0), StunProgram.PORT);
                        case 1 -> IpEndpoint.of(servers.get(1), StunProgram.PORT);
                        default -> IpEndpoint.of(servers.get(1), StunProgram.PORT + 1);
                    };
                    sockets.get(asked / QUESTIONS).send(server, ByteBuffer.wrap(StunCodec.encode(
                            new StunMessage(StunClass.REQUEST, new TransactionId(0, asked), List.of()))));
                    asked++;
                }
                case HostEvent.DatagramReceived received -> answered(received, now);
                default -> {
                    // Errors are no answers.
                }
            }
        }

        private void answered(HostEvent.DatagramReceived received, Instant now) {
            if (StunCodec.parse(received.payload()) instanceof StunParse.Parsed(StunMessage message)) {
                InetSocketAddress server = addresses.toSocketAddress(received.source());
                view.add(new PortSighting(sockets.indexOf(received.socket()), received.socket().localPort(), server,
                        message.mappedAddress().orElseThrow(), now));
            }
        }

        @Override
        public Optional<Instant> nextDeadline() {
            return asked < SOCKETS * QUESTIONS ? Optional.of(Instant.ofEpochSecond(asked + 1)) : Optional.empty();
        }
    }
}
