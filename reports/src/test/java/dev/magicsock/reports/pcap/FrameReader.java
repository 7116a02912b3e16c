package dev.magicsock.reports.pcap;

import java.util.Arrays;
import java.util.HexFormat;

/** Reads frames back by the RFCs alone, and recomputes every checksum in another way than the code under test does. */
final class FrameReader {

    /**
     * What a frame says.
     *
     * @param header of UDP, TCP or ICMP, without payload
     */
    record Read(String source, String destination, int protocol, int hopLimit, byte[] header, byte[] payload,
                boolean intact) {

        int u16(int at) {
            return (header[at] & 0xFF) * 256 + (header[at + 1] & 0xFF);
        }
    }

    private FrameReader() {
    }

    static Read read(byte[] frame) {
        int type = u16(frame, 12);
        byte[] packet = Arrays.copyOfRange(frame, 14, frame.length);
        check(type == (packet[0] >> 4 == 4 ? 0x0800 : 0x86DD), "EtherType");
        return type == 0x0800 ? v4(packet) : v6(packet);
    }

    private static Read v4(byte[] packet) {
        check(packet[0] == 0x45 && packet[1] == 0, "version, length, service");
        check(u16(packet, 2) == packet.length, "total length");
        check(u16(packet, 6) == 0x4000, "fragments");
        check(holds(Arrays.copyOf(packet, 20)), "checksum of the header");
        return carried(packet, 20, packet[9], packet[8], Arrays.copyOfRange(packet, 12, 16),
                Arrays.copyOfRange(packet, 16, 20));
    }

    private static Read v6(byte[] packet) {
        check(packet[0] == 0x60 && packet[1] == 0 && u16(packet, 2) == 0, "version, class, flow");
        check(u16(packet, 4) == packet.length - 40, "payload length");
        return carried(packet, 40, packet[6], packet[7], Arrays.copyOfRange(packet, 8, 24),
                Arrays.copyOfRange(packet, 24, 40));
    }

    private static Read carried(byte[] packet, int at, int protocol, int hopLimit, byte[] source, byte[] destination) {
        byte[] transport = Arrays.copyOfRange(packet, at, packet.length);
        int headerBytes = switch (protocol) {
            case 17 -> {
                check(u16(transport, 4) == transport.length, "UDP length");
                check(u16(transport, 6) != 0, "UDP without a checksum");
                yield 8;
            }
            case 6 -> (transport[12] & 0xFF) / 16 * 4;
            case 1, 58 -> 8;
            default -> throw new AssertionError("protocol " + protocol);
        };
        check(protocol != 1 || source.length == 4, "family of ICMP");
        return new Read(HexFormat.of().formatHex(source), HexFormat.of().formatHex(destination), protocol,
                hopLimit & 0xFF, Arrays.copyOf(transport, headerBytes),
                Arrays.copyOfRange(transport, headerBytes, transport.length),
                protocol == 1 ? holds(transport) : holds(withPseudoHeader(transport, protocol, source, destination)));
    }

    private static byte[] withPseudoHeader(byte[] transport, int protocol, byte[] source, byte[] destination) {
        byte[] all = new byte[2 * source.length + 8 + transport.length];
        System.arraycopy(source, 0, all, 0, source.length);
        System.arraycopy(destination, 0, all, source.length, source.length);
        int at = 2 * source.length;
        all[at + 2] = (byte) (transport.length / 256);
        all[at + 3] = (byte) transport.length;
        all[at + 7] = (byte) protocol;
        System.arraycopy(transport, 0, all, at + 8, transport.length);
        return all;
    }

    /** A range that holds its own checksum adds up to all ones, carry by carry. */
    static boolean holds(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += i % 2 == 0 ? (bytes[i] & 0xFF) * 256 : bytes[i] & 0xFF;
            if (sum > 0xFFFF) {
                sum = sum - 0x10000 + 1;
            }
        }
        return sum == 0xFFFF;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) * 256 + (bytes[at + 1] & 0xFF);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("frame: " + what);
        }
    }
}
