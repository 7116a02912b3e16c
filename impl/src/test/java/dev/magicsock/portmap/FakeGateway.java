package dev.magicsock.portmap;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.http.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A gateway that answers as it is told, written from the RFCs' layouts alone, with a mapper that talks to it. */
final class FakeGateway {

    static final InetAddress GATEWAY = address("192.168.1.1");
    static final InetAddress OWN = address("192.168.1.20");
    static final InetAddress EXTERNAL = address("203.0.113.9");
    static final int PORT = 4242;

    final List<PortMapperOutput> said = new ArrayList<>();
    final PortMapper mapper;
    Instant now = Instant.EPOCH;

    boolean pcp = true;
    boolean natPmp = true;
    int result;
    InetAddress external = EXTERNAL;
    int externalPort = PORT;
    int lifetimeSeconds = 7200;
    private Instant began = Instant.EPOCH.minusSeconds(1000);
    int requests;

    FakeGateway(MappingProtocol... protocols) {
        mapper = new PortMapper(new PortMapperSettings(GATEWAY, OWN, PORT, List.of(protocols),
                PortMapperSettings.RECOMMENDED_LIFETIME), new SplittableRandom(3));
    }

    static InetAddress address(String literal) {
        return SocketAddresses.parseAddress(literal).orElseThrow();
    }

    FakeGateway start() {
        carryOut(mapper.start(now));
        return this;
    }

    /** Lets time pass, deadline by deadline. */
    FakeGateway pass(Duration time) {
        Instant end = now.plus(time);
        while (mapper.nextDeadline().isPresent() && !mapper.nextDeadline().get().at().isAfter(end)) {
            now = mapper.nextDeadline().get().at();
            carryOut(mapper.advance(now));
        }
        now = end;
        return this;
    }

    /** It forgets everything and counts from zero. */
    void restart() {
        began = now;
    }

    void carryOut(List<PortMapperOutput> outputs) {
        for (PortMapperOutput output : outputs) {
            said.add(output);
            if (output instanceof PortMapperOutput.Send(InetSocketAddress to, byte[] datagram)
                    && to.getPort() == PortMapper.GATEWAY_PORT) {
                requests++;
                answer(datagram).ifPresent(this::fromGateway);
            }
        }
    }

    void fromGateway(byte[] datagram) {
        carryOut(mapper.onDatagram(new InetSocketAddress(GATEWAY, PortMapper.GATEWAY_PORT), ByteBuffer.wrap(datagram),
                now));
    }

    void http(long number, int status, String body) {
        carryOut(mapper.onHttpAnswer(number, Optional.of(new HttpResponse(status, "", List.of(),
                body.getBytes(StandardCharsets.UTF_8))), now));
    }

    private int epoch() {
        return (int) Duration.between(began, now).toSeconds();
    }

    private Optional<byte[]> answer(byte[] request) {
        if (request[0] == 2) {
            return pcp ? Optional.of(pcpAnswer(request)) : natPmp
                    ? Optional.of(ByteBuffer.allocate(8).put((byte) 0).put((byte) 129).putShort((short) 1)
                            .putInt(epoch()).array())
                    : Optional.empty();
        }
        return natPmp ? Optional.of(request[1] == 0 ? addressAnswer() : mapAnswer(request)) : Optional.empty();
    }

    private byte[] pcpAnswer(byte[] request) {
        ByteBuffer answer = ByteBuffer.allocate(60);
        answer.put(0, (byte) 2).put(1, (byte) 0x81).put(3, (byte) result).putInt(4, lifetimeSeconds)
                .putInt(8, epoch());
        answer.put(24, request, 24, 20);
        byte[] mapped = new byte[16];
        SocketAddresses.writeMapped(external, mapped, 0);
        return answer.putShort(42, (short) externalPort).put(44, mapped).array();
    }

    private byte[] addressAnswer() {
        return ByteBuffer.allocate(12).put((byte) 0).put((byte) 128).putShort((short) result).putInt(epoch())
                .put(external.getAddress()).array();
    }

    private byte[] mapAnswer(byte[] request) {
        return ByteBuffer.allocate(16).put((byte) 0).put((byte) 129).putShort((short) result).putInt(epoch())
                .put(request, 4, 2).putShort((short) externalPort).putInt(lifetimeSeconds).array();
    }
}
