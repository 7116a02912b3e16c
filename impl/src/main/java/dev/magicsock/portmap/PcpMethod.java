package dev.magicsock.portmap;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.http.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** RFC 6887: one request, one answer. The nonce stays the same, so that nobody else can renew or end the mapping. */
final class PcpMethod implements MappingMethod {

    /** RFC 6887 section 7.4. */
    private static final List<String> RESULTS = List.of("success", "UNSUPP_VERSION", "NOT_AUTHORIZED",
            "MALFORMED_REQUEST", "UNSUPP_OPCODE", "UNSUPP_OPTION", "MALFORMED_OPTION", "NETWORK_FAILURE",
            "NO_RESOURCES", "UNSUPP_PROTOCOL", "USER_EX_QUOTA", "CANNOT_PROVIDE_EXTERNAL", "ADDRESS_MISMATCH",
            "EXCESSIVE_REMOTE_PEERS");

    private final PortMapperSettings settings;
    private final InetSocketAddress gateway;
    private final byte[] nonce = new byte[PcpCodec.NONCE_BYTES];
    private final GatewayEpoch epoch = new GatewayEpoch();

    PcpMethod(PortMapperSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.gateway = new InetSocketAddress(settings.gateway(), PortMapper.GATEWAY_PORT);
        random.nextBytes(nonce);
    }

    @Override
    public List<PortMapperOutput> ask(Optional<InetSocketAddress> present) {
        InetSocketAddress suggested =
                present.orElseGet(() -> new InetSocketAddress(unspecified(), settings.port()));
        return List.of(request(suggested, settings.lifetime()));
    }

    @Override
    public Outcome onDatagram(InetSocketAddress source, ByteBuffer datagram, Instant now) {
        if (!source.equals(gateway)) {
            return new Outcome.Ignored();
        }
        return switch (PcpCodec.parse(datagram)) {
            case PcpCodec.Response.Malformed() -> new Outcome.Ignored();
            case PcpCodec.Response.OtherVersion(int version) ->
                    new Outcome.Refused("it speaks version " + version + " only");
            case PcpCodec.Response.Map map -> outcome(map, now);
        };
    }

    private Outcome outcome(PcpCodec.Response.Map map, Instant now) {
        if (!Arrays.equals(map.nonce(), nonce) || map.internalPort() != settings.port()) {
            return new Outcome.Ignored();
        }
        boolean restarted = epoch.hasRestarted(map.epochSeconds(), now);
        if (map.result() != 0) {
            return new Outcome.Refused(map.result() < RESULTS.size() ? RESULTS.get(map.result())
                    : "result " + map.result());
        }
        boolean usable = map.lifetime().isPositive() && map.external().getPort() != 0;
        return usable ? new Outcome.Granted(map.external(), map.lifetime(), restarted)
                : new Outcome.Refused("an empty grant");
    }

    @Override
    public Outcome onHttpAnswer(long number, Optional<HttpResponse> response) {
        return new Outcome.Ignored();
    }

    @Override
    public List<PortMapperOutput> release(InetSocketAddress external) {
        return List.of(request(external, Duration.ZERO));
    }

    private PortMapperOutput request(InetSocketAddress suggested, Duration lifetime) {
        return new PortMapperOutput.Send(gateway,
                PcpCodec.encodeMap(settings.own(), nonce, settings.port(), suggested, lifetime));
    }

    /** IPv4 as IPv4-mapped, so that the gateway knows which family is asked for (RFC 6887 section 5). */
    private InetAddress unspecified() {
        return SocketAddresses.ofBytes(new byte[settings.own().getAddress().length]);
    }
}
