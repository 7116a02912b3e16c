package dev.magicsock.relaystub.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Stands between one client and one server on loopback, and can be told to lose everything. */
final class UdpProxy implements AutoCloseable {

    private final InetSocketAddress server;
    private final DatagramSocket front;
    private final DatagramSocket back;
    private volatile InetSocketAddress client;
    private volatile boolean passing = true;

    /** @param server where what comes to {@link #address} goes */
    UdpProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        front = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        back = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::toServer);
        Thread.ofPlatform().daemon().start(this::toClient);
    }

    /** Where the client sends to. */
    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    void lose(boolean everything) {
        passing = !everything;
    }

    private void toServer() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (receive(front, packet)) {
            client = (InetSocketAddress) packet.getSocketAddress();
            send(back, packet, server);
        }
    }

    private void toClient() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (receive(back, packet)) {
            send(front, packet, client);
        }
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.receive(packet);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void send(DatagramSocket socket, DatagramPacket packet, InetSocketAddress to) {
        if (!passing || to == null) {
            return;
        }
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
