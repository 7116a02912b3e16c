package dev.magicsock.portmap;

import dev.magicsock.http.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** RFC 6886: two requests at once, for the external address and for the port, and an answer to each. */
final class NatPmpMethod implements MappingMethod {

    /** RFC 6886 section 3.5. */
    private static final List<String> RESULTS = List.of("success", "unsupported version", "not authorized",
            "network failure", "out of resources", "unsupported opcode");

    private final PortMapperSettings settings;
    private final InetSocketAddress gateway;
    private final GatewayEpoch epoch = new GatewayEpoch();
    private InetAddress externalAddress;
    private NatPmpCodec.Response.Map granted;
    private boolean restarted;

    NatPmpMethod(PortMapperSettings settings) {
        this.settings = settings;
        this.gateway = new InetSocketAddress(settings.gateway(), PortMapper.GATEWAY_PORT);
    }

    @Override
    public List<PortMapperOutput> ask(Optional<InetSocketAddress> present) {
        if (present.isPresent() && granted != null && externalAddress != null) {
            granted = null;
            externalAddress = null;
        }
        int suggested = present.map(InetSocketAddress::getPort).orElse(settings.port());
        return List.of(send(NatPmpCodec.encodeAddressRequest()),
                send(NatPmpCodec.encodeMap(settings.port(), suggested, settings.lifetime())));
    }

    @Override
    public Outcome onDatagram(InetSocketAddress source, ByteBuffer datagram, Instant now) {
        if (!source.equals(gateway)) {
            return new Outcome.Ignored();
        }
        return switch (NatPmpCodec.parse(datagram)) {
            case NatPmpCodec.Response.Malformed() -> new Outcome.Ignored();
            case NatPmpCodec.Response.Address(int result, long seconds, InetAddress external) -> {
                restarted |= epoch.hasRestarted(seconds, now);
                externalAddress = result == 0 ? external : externalAddress;
                yield outcome(result);
            }
            case NatPmpCodec.Response.Map map when map.result() == 0 && map.internalPort() != settings.port() ->
                    new Outcome.Ignored();
            case NatPmpCodec.Response.Map map -> {
                restarted |= epoch.hasRestarted(map.epochSeconds(), now);
                granted = map;
                yield outcome(map.result());
            }
        };
    }

    private Outcome outcome(int result) {
        if (result != 0) {
            return new Outcome.Refused(result < RESULTS.size() ? RESULTS.get(result) : "result " + result);
        }
        if (granted == null || externalAddress == null) {
            return new Outcome.GoesOn(List.of());
        }
        if (!granted.lifetime().isPositive() || granted.externalPort() == 0) {
            return new Outcome.Refused("an empty grant");
        }
        boolean anew = restarted;
        restarted = false;
        return new Outcome.Granted(new InetSocketAddress(externalAddress, granted.externalPort()), granted.lifetime(),
                anew);
    }

    @Override
    public Outcome onHttpAnswer(long number, Optional<HttpResponse> response) {
        return new Outcome.Ignored();
    }

    @Override
    public List<PortMapperOutput> release(InetSocketAddress external) {
        return List.of(send(NatPmpCodec.encodeMap(settings.port(), 0, Duration.ZERO)));
    }

    private PortMapperOutput send(byte[] datagram) {
        return new PortMapperOutput.Send(gateway, datagram);
    }
}
