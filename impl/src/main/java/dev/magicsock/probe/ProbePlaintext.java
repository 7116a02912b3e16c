package dev.magicsock.probe;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.probe.ProbeMessage.CallMeMaybe;
import dev.magicsock.probe.ProbeMessage.Ping;
import dev.magicsock.probe.ProbeMessage.Pong;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of messages inside the box.
 *
 * <pre>
 * | type 1 | version 0 | body |
 * type 1, Ping         transaction id 12 | sender's EndpointId 32 | padding, ignored
 * type 2, Pong         transaction id 12 | 0 | address 16 | port 2 little-endian
 *                      transaction id 12 | 1 | relay URL
 * type 3, CallMeMaybe  any number of: address 16 | port 2 little-endian
 * </pre>
 *
 * <p>An IPv4 address is written as IPv4-mapped IPv6.
 */
final class ProbePlaintext {

    static final int HEADER_BYTES = 2;

    private static final byte PING = 1;
    private static final byte PONG = 2;
    private static final byte CALL_ME_MAYBE = 3;
    private static final byte VERSION = 0;

    private static final byte OBSERVED_ADDRESS = 0;
    private static final byte OBSERVED_RELAY = 1;
    private static final int SOCKET_ADDRESS_BYTES = SocketAddresses.ADDRESS_BYTES + Short.BYTES;

    private static final int BODY = HEADER_BYTES;
    private static final int PING_SENDER = BODY + TransactionId.BYTES;
    private static final int PING_BYTES = PING_SENDER + EndpointId.BYTES;
    private static final int PONG_TAG = BODY + TransactionId.BYTES;
    private static final int PONG_OBSERVED = PONG_TAG + 1;

    private ProbePlaintext() {
    }

    /** How many bytes the message takes without padding. */
    static int length(ProbeMessage message) {
        return switch (message) {
            case Ping ignored -> PING_BYTES;
            case Pong pong -> PONG_OBSERVED + switch (pong.observed()) {
                case ObservedSource.Direct ignored -> SOCKET_ADDRESS_BYTES;
                case ObservedSource.Relayed relayed -> relayed.url().toString().length();
            };
            case CallMeMaybe call -> BODY + call.addresses().size() * SOCKET_ADDRESS_BYTES;
        };
    }

    /** Writes the message; the target is zero behind it, which pads a Ping. */
    static void write(ProbeMessage message, byte[] target, int offset) {
        target[offset + 1] = VERSION;
        switch (message) {
            case Ping ping -> writePing(ping, target, offset);
            case Pong pong -> writePong(pong, target, offset);
            case CallMeMaybe call -> writeCallMeMaybe(call, target, offset);
        }
    }

    private static void writePing(Ping ping, byte[] target, int offset) {
        target[offset] = PING;
        ping.transactionId().write(target, offset + BODY);
        ping.sender().write(target, offset + PING_SENDER);
    }

    private static void writePong(Pong pong, byte[] target, int offset) {
        target[offset] = PONG;
        pong.transactionId().write(target, offset + BODY);
        switch (pong.observed()) {
            case ObservedSource.Direct direct -> {
                target[offset + PONG_TAG] = OBSERVED_ADDRESS;
                writeAddress(direct.address(), target, offset + PONG_OBSERVED);
            }
            case ObservedSource.Relayed relayed -> {
                target[offset + PONG_TAG] = OBSERVED_RELAY;
                byte[] url = relayed.url().toString().getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(url, 0, target, offset + PONG_OBSERVED, url.length);
            }
        }
    }

    private static void writeCallMeMaybe(CallMeMaybe call, byte[] target, int offset) {
        target[offset] = CALL_ME_MAYBE;
        int position = offset + BODY;
        for (InetSocketAddress address : call.addresses()) {
            writeAddress(address, target, position);
            position += SOCKET_ADDRESS_BYTES;
        }
    }

    private static void writeAddress(InetSocketAddress address, byte[] target, int offset) {
        int port = offset + SocketAddresses.ADDRESS_BYTES;
        SocketAddresses.writeMapped(address.getAddress(), target, offset);
        target[port] = (byte) address.getPort();
        target[port + 1] = (byte) (address.getPort() >>> Byte.SIZE);
    }

    /** Reads the message that {@code sender} sealed. */
    static ProbeParse parse(byte[] plaintext, EndpointId sender) {
        if (plaintext.length < HEADER_BYTES) {
            return rejected(ProbeRejection.TOO_SHORT);
        }
        if (plaintext[1] != VERSION) {
            return rejected(ProbeRejection.UNKNOWN_VERSION);
        }
        return switch (plaintext[0]) {
            case PING -> parsePing(plaintext, sender);
            case PONG -> parsePong(plaintext, sender);
            case CALL_ME_MAYBE -> parseCallMeMaybe(plaintext, sender);
            default -> rejected(ProbeRejection.UNKNOWN_TYPE);
        };
    }

    private static ProbeParse parsePing(byte[] plaintext, EndpointId sender) {
        if (plaintext.length < PING_BYTES) {
            return rejected(ProbeRejection.WRONG_LENGTH);
        }
        if (!sender.matches(plaintext, PING_SENDER)) {
            return rejected(ProbeRejection.SENDER_MISMATCH);
        }
        return new ProbeParse.Parsed(sender, new Ping(TransactionId.read(plaintext, BODY), sender));
    }

    private static ProbeParse parsePong(byte[] plaintext, EndpointId sender) {
        if (plaintext.length <= PONG_TAG) {
            return rejected(ProbeRejection.WRONG_LENGTH);
        }
        return switch (plaintext[PONG_TAG]) {
            case OBSERVED_ADDRESS -> plaintext.length == PONG_OBSERVED + SOCKET_ADDRESS_BYTES
                    ? pong(plaintext, sender, new ObservedSource.Direct(readAddress(plaintext, PONG_OBSERVED)))
                    : rejected(ProbeRejection.WRONG_LENGTH);
            case OBSERVED_RELAY -> parseRelayedPong(plaintext, sender);
            default -> rejected(ProbeRejection.INVALID_OBSERVATION);
        };
    }

    private static ProbeParse parseRelayedPong(byte[] plaintext, EndpointId sender) {
        int length = plaintext.length - PONG_OBSERVED;
        if (length > RelayUrl.MAX_LENGTH) {
            return rejected(ProbeRejection.WRONG_LENGTH);
        }
        String url = new String(plaintext, PONG_OBSERVED, length, StandardCharsets.UTF_8);
        try {
            return pong(plaintext, sender, new ObservedSource.Relayed(RelayUrl.parse(url)));
        } catch (IllegalArgumentException e) {
            return rejected(ProbeRejection.INVALID_OBSERVATION);
        }
    }

    private static ProbeParse pong(byte[] plaintext, EndpointId sender, ObservedSource observed) {
        return new ProbeParse.Parsed(sender, new Pong(TransactionId.read(plaintext, BODY), observed));
    }

    private static ProbeParse parseCallMeMaybe(byte[] plaintext, EndpointId sender) {
        int bytes = plaintext.length - BODY;
        if (bytes % SOCKET_ADDRESS_BYTES != 0) {
            return rejected(ProbeRejection.WRONG_LENGTH);
        }
        int count = Math.min(bytes / SOCKET_ADDRESS_BYTES, CallMeMaybe.MAX_ADDRESSES);
        List<InetSocketAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(readAddress(plaintext, BODY + i * SOCKET_ADDRESS_BYTES));
        }
        return new ProbeParse.Parsed(sender, new CallMeMaybe(addresses));
    }

    private static InetSocketAddress readAddress(byte[] source, int offset) {
        int port = offset + SocketAddresses.ADDRESS_BYTES;
        return new InetSocketAddress(SocketAddresses.readMapped(source, offset),
                source[port] & 0xFF | (source[port + 1] & 0xFF) << Byte.SIZE);
    }

    private static ProbeParse rejected(ProbeRejection reason) {
        return new ProbeParse.Rejected(reason);
    }
}
