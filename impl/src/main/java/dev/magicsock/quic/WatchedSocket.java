package dev.magicsock.quic;

import dev.magicsock.socket.NoSocketImpl;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A socket that passes everything on to another one and tells when that is closed or fails: kwik does not say so of its
 * sockets. Coalesced packets that kwik could not get at arrive one by one. Thread-safe as the other one is, with one
 * thread that receives.
 */
class WatchedSocket extends DatagramSocket {

    private final DatagramSocket socket;
    private final Runnable ended;
    /** Used by the receiving thread only: kwik has one for each socket. */
    private final CoalescedPackets coalesced = new CoalescedPackets();

    /**
     * A socket in front of another one.
     *
     * @param ended called when the socket is closed or receiving fails, maybe more than once
     */
    WatchedSocket(DatagramSocket socket, Runnable ended) throws SocketException {
        // The socket that every DatagramSocket brings along is not needed.
        super(new NoSocketImpl());
        this.socket = socket;
        this.ended = ended;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        if (coalesced.waiting()) {
            coalesced.takeInto(packet);
            return;
        }
        try {
            socket.receive(packet);
            coalesced.split(packet);
        } catch (SocketTimeoutException nothing) {
            throw nothing;
        } catch (IOException | RuntimeException | Error failure) {
            ended.run();
            throw failure;
        }
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        socket.send(packet);
    }

    @Override
    public void close() {
        // The constructor of the superclass may call this.
        if (socket != null) {
            socket.close();
            ended.run();
        }
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return socket.getReceiveBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        socket.setReceiveBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return socket.getSendBufferSize();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        socket.setSendBufferSize(size);
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        socket.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }
}
