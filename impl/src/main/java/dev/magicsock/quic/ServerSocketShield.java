package dev.magicsock.quic;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;

/**
 * A socket whose {@link #receive} never fails before it is closed: kwik's server ends the whole process when receiving
 * fails. The failure is reported instead, and the receiving thread waits to be let go.
 */
final class ServerSocketShield extends WatchedSocket {

    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A shield in front of a socket.
     *
     * @param ended called when the socket fails or is closed, maybe more than once
     */
    ServerSocketShield(DatagramSocket socket, Runnable ended) throws SocketException {
        super(socket, ended);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        try {
            super.receive(packet);
        } catch (SocketTimeoutException nothing) {
            throw nothing;
        } catch (IOException | RuntimeException | Error failure) {
            awaitClose();
            // Of all that can be thrown, kwik takes only this as a part of closing.
            throw new SocketException(failure.toString());
        }
    }

    @Override
    public void close() {
        super.close();
        if (closed != null) {
            closed.countDown();
        }
    }

    /** kwik interrupts its receiver before it closes the socket, and only once both have happened may it go. */
    private void awaitClose() {
        boolean interrupted = false;
        while (closed.getCount() > 0) {
            try {
                closed.await();
            } catch (InterruptedException early) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
