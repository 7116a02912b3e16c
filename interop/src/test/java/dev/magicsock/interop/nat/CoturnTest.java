package dev.magicsock.interop.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.stun.StunAttribute;
import dev.magicsock.stun.StunClient;
import dev.magicsock.stun.StunOutput;
import dev.magicsock.stun.StunQuery;
import dev.magicsock.stun.StunTiming;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** coturn, in the internet behind a kernel's NAT, answers our STUN client, RFC 5780 included. */
class CoturnTest {

    private static final IpEndpoint INSIDE = IpEndpoint.parse("10.0.0.1:5000");
    private static final IpEndpoint OUTSIDE = IpEndpoint.parse("198.18.9.9:5000");
    private static final InetSocketAddress FIRST = IpEndpoint.parse("198.18.0.1:3478").toInetSocketAddress();
    private static final InetSocketAddress OTHER = IpEndpoint.parse("198.18.0.2:3479").toInetSocketAddress();

    private static KernelNat kernel;
    private static Server coturn;

    @BeforeAll
    static void start() throws IOException {
        NatTools.require("nft", "turnserver");
        kernel = new KernelNat("", "accept");
        coturn = new Server(kernel.outside(), List.of(NatTools.find("turnserver").orElseThrow().toString(), "-n", "-S",
                "-z", "--no-tls", "--no-dtls", "--no-cli", "-L", "198.18.0.1", "-L", "198.18.0.2", "-l", "stdout",
                "--pidfile", "/dev/null"));
    }

    @AfterAll
    static void end() throws IOException {
        if (coturn != null) {
            coturn.close();
        }
        if (kernel != null) {
            kernel.close();
        }
    }

    @Test
    void tellsHowTheNatMapsUs() throws IOException {
        try (DatagramChannel channel = kernel.openInside(INSIDE)) {
            StunOutput.Answered answer = answered(ask(channel, StunQuery.binding(FIRST)));

            assertEquals(IpEndpoint.of(KernelNat.EXTERNAL, INSIDE.port()).toInetSocketAddress(), answer.mapped());
        }
    }

    @Test
    void namesItsOtherAddressAndAnswersFromThereIfItIsAskedTo() throws IOException {
        try (DatagramChannel channel = kernel.openOutside(OUTSIDE)) {
            StunOutput.Answered answer = answered(ask(channel, StunQuery.binding(FIRST)));
            assertEquals(OUTSIDE.toInetSocketAddress(), answer.mapped());
            assertEquals(OTHER, answer.response().first(StunAttribute.OtherAddress.class).orElseThrow().address());

            answered(ask(channel, changing(true, true, OTHER)));
            answered(ask(channel, changing(false, true,
                    new InetSocketAddress(FIRST.getAddress(), OTHER.getPort()))));
        }
    }

    @Test
    void itsAnswerFromElsewhereDoesNotPassTheNat() throws IOException {
        try (DatagramChannel channel = kernel.openInside(IpEndpoint.parse("10.0.0.2:5001"))) {
            answered(ask(channel, StunQuery.binding(FIRST)));
            StunOutput.Failed failed = assertInstanceOf(StunOutput.Failed.class,
                    ask(channel, changing(true, true, OTHER)));

            assertInstanceOf(StunOutput.Failure.TimedOut.class, failed.reason());
        }
    }

    private static StunQuery changing(boolean address, boolean port, InetSocketAddress answerFrom) {
        return new StunQuery(FIRST, answerFrom, List.of(new StunAttribute.ChangeRequest(address, port)));
    }

    private static StunOutput.Answered answered(StunOutput output) throws IOException {
        assertTrue(output instanceof StunOutput.Answered, output + ", and coturn: " + coturn.log());
        return (StunOutput.Answered) output;
    }

    /** Asks by the client's own schedule; it may take coturn seconds to begin. */
    private static StunOutput ask(DatagramChannel channel, StunQuery query) throws IOException {
        StunClient client = new StunClient(new StunTiming(Duration.ofMillis(200), 7, 2),
                new SplittableRandom(System.nanoTime()));
        List<StunOutput> outputs = new ArrayList<>(client.ask(query, now()));
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                for (StunOutput output : List.copyOf(outputs)) {
                    if (output instanceof StunOutput.Send(InetSocketAddress server, byte[] request)) {
                        channel.send(ByteBuffer.wrap(request), server);
                    } else if (!(output instanceof StunOutput.Ignored)) {
                        return output;
                    }
                }
                outputs.clear();
                long wait = Duration.between(now(), client.nextDeadline().orElseThrow().at()).toMillis();
                selector.select(Math.max(1, wait));
                ByteBuffer datagram = ByteBuffer.allocate(2000);
                for (InetSocketAddress from = receive(channel, datagram); from != null;
                        from = receive(channel, datagram)) {
                    outputs.addAll(client.receive(from, datagram.flip(), now()));
                    datagram.clear();
                }
                selector.selectedKeys().clear();
                outputs.addAll(client.advance(now()));
            }
        }
    }

    private static InetSocketAddress receive(DatagramChannel channel, ByteBuffer datagram) throws IOException {
        return (InetSocketAddress) channel.receive(datagram);
    }

    private static Instant now() {
        return Instant.ofEpochSecond(0, System.nanoTime());
    }
}
