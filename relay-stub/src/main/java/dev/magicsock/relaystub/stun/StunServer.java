package dev.magicsock.relaystub.stun;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.stun.StunAttribute;
import dev.magicsock.stun.StunAttribute.ChangeRequest;
import dev.magicsock.stun.StunClass;
import dev.magicsock.stun.StunCodec;
import dev.magicsock.stun.StunMessage;
import dev.magicsock.stun.StunParse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers Binding requests (RFC 8489 section 6.3), and with two addresses and two ports also those of RFC 5780.
 *
 * <p>Stateless, so nothing can be filled up; thread-safe. Whatever is no Binding request gets no answer at all, and a
 * request gets one of at most {@value #MAX_RESPONSE_BYTES} bytes, sent to where the request came from.
 */
public final class StunServer {

    /** A header, four IPv6 addresses and a fingerprint; an error with the longest list of attributes takes as much. */
    public static final int MAX_RESPONSE_BYTES = 124;

    /** RFC 5780 section 9.1. */
    private static final int CHANGE_REQUEST_TYPE = 0x0003;

    private final InetSocketAddress primary;
    private final Optional<InetSocketAddress> other;

    private StunServer(InetSocketAddress primary, Optional<InetSocketAddress> other) {
        this.primary = SocketAddresses.requireResolved(primary);
        this.other = other;
        other.ifPresent(SocketAddresses::requireResolved);
    }

    /** A server with one socket. It refuses to answer from anywhere else, as RFC 5780 section 6 demands. */
    public static StunServer withOneSocket(InetSocketAddress address) {
        return new StunServer(address, Optional.empty());
    }

    /**
     * A server with all four sockets.
     *
     * @param primary address and port of {@link StunSocket#PRIMARY}
     * @param other   address and port of {@link StunSocket#OTHER_ADDRESS_AND_PORT}; both differ from the primary ones
     */
    public static StunServer withFourSockets(InetSocketAddress primary, InetSocketAddress other) {
        boolean sameFamily = primary.getAddress().getClass() == other.getAddress().getClass();
        if (!sameFamily || primary.getAddress().equals(other.getAddress()) || primary.getPort() == other.getPort()) {
            throw new IllegalArgumentException("addresses of one family that differ, with ports that differ, not "
                    + primary + " and " + other);
        }
        return new StunServer(primary, Optional.of(other));
    }

    /** The sockets to open, primary first. */
    public List<StunSocket> sockets() {
        return other.isPresent() ? List.of(StunSocket.values()) : List.of(StunSocket.PRIMARY);
    }

    /**
     * The address to which a socket is bound.
     *
     * @throws IllegalArgumentException for a socket that this server does not have
     */
    public InetSocketAddress addressOf(StunSocket socket) {
        if (socket == StunSocket.PRIMARY) {
            return primary;
        }
        InetSocketAddress second = other.orElseThrow(() ->
                new IllegalArgumentException("a server with one socket has no " + socket));
        InetAddress address = socket.hasOtherAddress() ? second.getAddress() : primary.getAddress();
        return new InetSocketAddress(address, socket.hasOtherPort() ? second.getPort() : primary.getPort());
    }

    /**
     * The answer to a datagram.
     *
     * @param receivedOn the socket it came in on
     * @param source     where it came from
     * @param datagram   its remaining bytes; the buffer stays as it is
     * @return empty for everything but Binding requests
     */
    public Optional<StunReply> answer(StunSocket receivedOn, InetSocketAddress source, ByteBuffer datagram) {
        return switch (StunCodec.parse(datagram)) {
            case StunParse.Rejected _ -> Optional.empty();
            case StunParse.Parsed(StunMessage message) when message.messageClass() != StunClass.REQUEST
                    || source.getPort() == 0 -> Optional.empty();
            case StunParse.Parsed(StunMessage request) -> Optional.of(answer(receivedOn, source, request));
        };
    }

    private StunReply answer(StunSocket receivedOn, InetSocketAddress source, StunMessage request) {
        List<Integer> unknown = unknownAttributes(request);
        if (!unknown.isEmpty()) {
            return reply(receivedOn, source, request, StunClass.ERROR_RESPONSE, List.of(
                    new StunAttribute.ErrorCode(StunAttribute.ErrorCode.UNKNOWN_ATTRIBUTE, "Unknown Attribute"),
                    new StunAttribute.UnknownAttributes(unknown)));
        }
        StunSocket from = request.first(ChangeRequest.class)
                .map(change -> receivedOn.changed(change.changeAddress(), change.changePort()))
                .orElse(receivedOn);
        return reply(from, source, request, StunClass.SUCCESS_RESPONSE, addresses(receivedOn, from, source));
    }

    /** Without a second address, CHANGE-REQUEST counts as unknown (RFC 5780 section 6). */
    private List<Integer> unknownAttributes(StunMessage request) {
        List<Integer> unknown = new ArrayList<>(request.unknownRequired());
        if (other.isEmpty() && request.first(ChangeRequest.class).isPresent()) {
            unknown.addFirst(CHANGE_REQUEST_TYPE);
        }
        return unknown;
    }

    /** RFC 5780 section 6.1 wants both forms of the mapped address, so that clients can tell who rewrites payloads. */
    private List<StunAttribute> addresses(StunSocket receivedOn, StunSocket from, InetSocketAddress source) {
        List<StunAttribute> attributes = new ArrayList<>();
        attributes.add(new StunAttribute.XorMappedAddress(source));
        attributes.add(new StunAttribute.MappedAddress(source));
        attributes.add(new StunAttribute.ResponseOrigin(addressOf(from)));
        if (other.isPresent()) {
            attributes.add(new StunAttribute.OtherAddress(addressOf(receivedOn.changed(true, true))));
        }
        return attributes;
    }

    private static StunReply reply(StunSocket from, InetSocketAddress source, StunMessage request, StunClass outcome,
                                   List<StunAttribute> attributes) {
        List<StunAttribute> all = new ArrayList<>(attributes);
        request.first(StunAttribute.Fingerprint.class).ifPresent(all::add);
        byte[] payload = StunCodec.encode(new StunMessage(outcome, request.transactionId(), all));
        return new StunReply(from, source, payload);
    }
}
