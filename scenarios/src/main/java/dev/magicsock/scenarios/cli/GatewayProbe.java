package dev.magicsock.scenarios.cli;

import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.Dialer;
import dev.magicsock.dial.HttpExchange;
import dev.magicsock.dial.ServerAddress;
import dev.magicsock.http.HttpResponse;
import dev.magicsock.portmap.PortMapper;
import dev.magicsock.portmap.PortMapperOutput;
import dev.magicsock.portmap.PortMapperSettings;
import dev.magicsock.scenarios.netcheck.NetcheckReport.PortMapping;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Asks a gateway that the user names for a port mapping by PCP, NAT-PMP and UPnP, and gives it back at once. */
final class GatewayProbe {

    private static final int DATAGRAM_MAX = 2048;
    private static final Duration HTTP_AT_MOST = Duration.ofSeconds(3);

    private final long startedNanos = System.nanoTime();
    private final HttpExchange http = new HttpExchange(new Dialer(DialSettings.STANDARD));
    private final InetAddress gateway;
    private final DatagramSocket socket;
    private final PortMapper mapper;
    private Optional<PortMapping> result = Optional.empty();

    private GatewayProbe(InetAddress gateway, DatagramSocket socket) throws IOException {
        this.gateway = gateway;
        this.socket = socket;
        this.mapper = new PortMapper(PortMapperSettings.of(gateway, ownAddress(gateway), socket.getLocalPort()),
                new SecureRandom());
    }

    /** Takes up to half a minute where the gateway is silent. */
    static PortMapping ask(InetAddress gateway) throws IOException, InterruptedException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return new GatewayProbe(gateway, socket).run();
        }
    }

    /** Connecting a UDP socket sends nothing, but chooses the address that packets to the gateway would leave from. */
    private static InetAddress ownAddress(InetAddress gateway) throws IOException {
        try (DatagramSocket towards = new DatagramSocket()) {
            towards.connect(new InetSocketAddress(gateway, PortMapper.GATEWAY_PORT));
            return towards.getLocalAddress();
        }
    }

    private PortMapping run() throws IOException, InterruptedException {
        perform(mapper.start(now()));
        while (result.isEmpty()) {
            perform(receive(Duration.between(now(), mapper.nextDeadline().orElseThrow().at())));
            perform(mapper.advance(now()));
        }
        PortMapping found = result.get();
        perform(mapper.release());
        return found;
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - startedNanos);
    }

    private List<PortMapperOutput> receive(Duration atMost) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
        socket.setSoTimeout((int) Math.clamp(atMost.toMillis(), 1L, 1000L));
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return List.of();
        }
        return mapper.onDatagram((InetSocketAddress) packet.getSocketAddress(),
                ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength())), now());
    }

    /** What an answer over HTTP leads to is performed in turn. */
    private void perform(List<PortMapperOutput> first) throws InterruptedException {
        Queue<PortMapperOutput> outputs = new ArrayDeque<>(first);
        while (!outputs.isEmpty()) {
            switch (outputs.remove()) {
                case PortMapperOutput.Send send -> send(send);
                case PortMapperOutput.Ask ask -> outputs.addAll(mapper.onHttpAnswer(ask.number(), answer(ask), now()));
                case PortMapperOutput.Mapped(var mapping) -> result = Optional.of(
                        new PortMapping.Granted(mapping.protocol(), mapping.external(), false));
                case PortMapperOutput.BehindAnotherNat(var mapping) -> result = Optional.of(
                        new PortMapping.Granted(mapping.protocol(), mapping.external(), true));
                case PortMapperOutput.GaveUp _ -> result = Optional.of(new PortMapping.None(gateway));
                case PortMapperOutput.Lost _, PortMapperOutput.GatewayRestarted _, PortMapperOutput.Failed _ -> {
                    // Another protocol is tried, or the mapping is given back.
                }
            }
        }
    }

    private void send(PortMapperOutput.Send send) {
        try {
            socket.send(new DatagramPacket(send.datagram(), send.datagram().length, send.destination()));
        } catch (IOException e) {
            // As if it were lost: silence leads on to the next protocol.
        }
    }

    private Optional<HttpResponse> answer(PortMapperOutput.Ask ask) throws InterruptedException {
        try {
            ServerAddress server = new ServerAddress(ask.server().getAddress().getHostAddress(), ask.server().getPort(),
                    false);
            return Optional.of(http.whole(server, ask.request(), PortMapper.MAX_HTTP_BODY, HTTP_AT_MOST).response());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
