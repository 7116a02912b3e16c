package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.topology.HostOptions;
import dev.magicsock.netsim.topology.Network;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StunProgramTest {

    /** A Binding request without attributes (RFC 8489 section 5), and one with CHANGE-REQUEST for address and port. */
    private static final String PLAIN = "00010000" + "2112a442" + "000102030405060708090a0b";
    private static final String CHANGE_BOTH = "00010008" + "2112a442" + "000102030405060708090a0b" + "0003000400000006";

    @Test
    void itTellsHowItSeesTheSender() {
        Asker asker = ask(1, PLAIN, 0);

        assertEquals(1, asker.answers.size());
        assertEquals(asker.outside, asker.answers.getFirst().mapped());
    }

    @Test
    void withTwoAddressesItAnswersFromTheOtherAddressAndPort() {
        Asker asker = ask(2, CHANGE_BOTH, 0);

        // The answer comes from where the NAT has never sent anything, and this one lets only those in.
        assertEquals(List.of(), asker.answers);
        Asker open = askWithoutNat(2, CHANGE_BOTH);
        assertEquals(1, open.answers.size());
        assertEquals(3479, open.answers.getFirst().source().port());
        assertEquals(open.servers.get(1), open.answers.getFirst().source().address());
    }

    @Test
    void bothAddressesAnswer() {
        assertEquals(1, ask(2, PLAIN, 1).answers.size());
    }

    @Test
    void whatIsNoRequestIsNotAnswered() {
        assertEquals(List.of(), ask(1, "40112233", 0).answers);
        assertEquals(List.of(), ask(1, "", 0).answers);
        assertEquals(List.of(), ask(1, PLAIN.substring(0, 38), 0).answers);
    }

    private static Asker ask(int serverAddresses, String request, int address) {
        Asker asker = new Asker(request, address);
        Network network = Network.builder(1)
                .router("home", router -> router.nat(Nat.of(NatPreset.HOME_ROUTER.behavior())).ipv6(false))
                .host("stun", host -> server(serverAddresses, host))
                .host("alice", host -> host.behind("home").program(asker))
                .build();
        asker.outside = network.outsideAddresses("home").getFirst();
        run(network, asker);
        return asker;
    }

    private static Asker askWithoutNat(int serverAddresses, String request) {
        Asker asker = new Asker(request, 0);
        Network network = Network.builder(1)
                .host("stun", host -> server(serverAddresses, host))
                .host("alice", host -> host.program(asker))
                .build();
        run(network, asker);
        return asker;
    }

    private static void server(int addresses, HostOptions host) {
        host.networkInterface("eth0", each -> each.addresses(addresses)).program(new StunProgram());
    }

    private static void run(Network network, Asker asker) {
        asker.servers = network.addresses("stun").stream().filter(IpAddress::isV4).toList();
        network.run(Duration.ofSeconds(1));
    }

    /** Sends one request and keeps what comes back. */
    static final class Asker implements Program {
        private final byte[] request;
        private final int address;
        private final List<Answer> answers = new ArrayList<>();
        private List<IpAddress> servers;
        private IpAddress outside;

        /** @param mapped the IPv4 address in XOR-MAPPED-ADDRESS, which is the first attribute */
        record Answer(IpEndpoint source, IpAddress mapped) {
        }

        Asker(String request, int address) {
            this.request = HexFormat.of().parseHex(request);
            this.address = address;
        }

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            switch (event) {
                case HostEvent.Started _ -> {
                    UdpSocket socket = host.bindUdp(4242);
                    socket.send(IpEndpoint.of(servers.get(address), StunProgram.PORT), ByteBuffer.wrap(request));
                }
                case HostEvent.DatagramReceived(var _, IpEndpoint source, ByteBuffer payload) ->
                    answers.add(new Answer(source, mapped(payload)));
                default -> {
                    // It asks only once.
                }
            }
        }

        private static IpAddress mapped(ByteBuffer answer) {
            assertEquals(0x0101, answer.getShort(0));
            assertEquals(0x0020, answer.getShort(20));
            return IpAddress.v4(answer.getInt(28) ^ 0x2112A442);
        }
    }
}
