package dev.magicsock.bench.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Locale;

/**
 * Bytes allocated for one datagram that is sent and received, by the threads that do so: MagicSockets beside plain
 * sockets, each one datagram at a time. What the JDK's own sockets allocate is in both figures.
 */
public final class Allocation {

    private static final int DATAGRAMS = 200_000;
    private static final int WARM_UP = 100_000;
    private static final int BYTES = 1232;

    private Allocation() {
    }

    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        try (SocketPair plain = new PlainSockets(loopback);
                SocketPair magic = new MagicSockets(loopback, BulkTransfer.SERVER, BulkTransfer.CLIENT)) {
            measure(plain);
            measure(magic);
        }
    }

    private static void measure(SocketPair sockets) throws IOException {
        try (DatagramSocket server = sockets.server()) {
            DatagramPacket out = new DatagramPacket(new byte[BYTES], BYTES, sockets.serverAddress());
            out.getData()[0] = 0x40;
            try (DatagramSocket client = sockets.client()) {
                exchange(client, out, server, WARM_UP);
                long before = Processor.bytesAllocatedByThisThread();
                long cpu = Processor.processNanos();
                exchange(client, out, server, DATAGRAMS);
                double nanos = Processor.processNanos() - cpu;
                double bytes = Processor.bytesAllocatedByThisThread() - before;
                System.out.printf(Locale.ROOT, "%-15s %7.2f bytes and %6.2f us of CPU for each datagram%n", sockets.name(),
                        bytes / DATAGRAMS, nanos / DATAGRAMS / 1e3);
            }
        }
    }

    private static void exchange(DatagramSocket client, DatagramPacket out, DatagramSocket server, int count)
            throws IOException {
        DatagramPacket in = new DatagramPacket(new byte[BYTES], BYTES);
        server.setSoTimeout(10_000);
        for (int i = 0; i < count; i++) {
            client.send(out);
            server.receive(in);
        }
    }
}
