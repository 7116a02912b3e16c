package dev.magicsock.socket;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * What a facade gives to the constructor of {@link java.net.DatagramSocket}, so that none of the operating system's
 * sockets is opened for it. Facades override every method that would come here.
 */
public final class NoSocketImpl extends DatagramSocketImpl {

    private static final String WHY = "a facade has no socket of its own";

    @Override
    protected void create() throws SocketException {
        throw new SocketException(WHY);
    }

    @Override
    protected void bind(int port, InetAddress address) throws SocketException {
        throw new SocketException(WHY);
    }

    @Override
    protected void send(DatagramPacket packet) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected int peek(InetAddress address) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected int peekData(DatagramPacket packet) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void receive(DatagramPacket packet) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    protected void setTTL(byte ttl) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    protected byte getTTL() throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void setTimeToLive(int ttl) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected int getTimeToLive() throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void join(InetAddress group) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void leave(InetAddress group) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void joinGroup(SocketAddress group, NetworkInterface on) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void leaveGroup(SocketAddress group, NetworkInterface on) throws IOException {
        throw new SocketException(WHY);
    }

    @Override
    protected void close() {
        // Nothing is open.
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        throw new SocketException(WHY);
    }

    @Override
    public Object getOption(int option) throws SocketException {
        throw new SocketException(WHY);
    }
}
