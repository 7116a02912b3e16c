package dev.magicsock.endpoint;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Stands between one endpoint that dials and one that is dialled, and loses datagrams in both directions. */
final class LossyProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 20;

    private final InetSocketAddress server;
    private final double lossRatio;
    private final DatagramSocket front = socket();
    private final DatagramSocket back = socket();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private volatile InetSocketAddress client;

    /** @param server where what comes to {@link #address} goes */
    LossyProxy(InetSocketAddress server, double lossRatio, long seed) throws IOException {
        this.server = server;
        this.lossRatio = lossRatio;
        SplittableRandom random = new SplittableRandom(seed);
        RandomGenerator there = random.split();
        RandomGenerator backAgain = random.split();
        Thread.ofPlatform().daemon().start(() -> toServer(there));
        Thread.ofPlatform().daemon().start(() -> toClient(backAgain));
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        // What overflows here would be lost as well, but not counted.
        socket.setReceiveBufferSize(BUFFER_BYTES);
        return socket;
    }

    /** Where the client sends to. */
    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    /** The share of datagrams that were lost on purpose. */
    double lostRatio() {
        return (double) lost.get() / Math.max(1, lost.get() + passed.get());
    }

    private void toServer(RandomGenerator random) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (receive(front, packet)) {
            client = (InetSocketAddress) packet.getSocketAddress();
            send(back, packet, server, random);
        }
    }

    private void toClient(RandomGenerator random) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (receive(back, packet)) {
            send(front, packet, client, random);
        }
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket packet) {
        try {
            packet.setLength(packet.getData().length);
            socket.receive(packet);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void send(DatagramSocket socket, DatagramPacket packet, InetSocketAddress to, RandomGenerator random) {
        if (random.nextDouble() < lossRatio) {
            lost.incrementAndGet();
            return;
        }
        passed.incrementAndGet();
        try {
            socket.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
        } catch (IOException e) {
            // Lost, as on any network.
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
