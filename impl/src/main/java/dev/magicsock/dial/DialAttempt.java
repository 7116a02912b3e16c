package dev.magicsock.dial;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** The sockets of one attempt to reach a server, so that somebody else can end it at any moment. Thread-safe. */
public final class DialAttempt {

    private final List<Socket> sockets = new ArrayList<>();
    private boolean ended;

    /** Closes what is open, now and in future: whoever waits for this attempt gets an exception. */
    public void end() {
        List<Socket> open;
        synchronized (this) {
            ended = true;
            open = List.copyOf(sockets);
            sockets.clear();
        }
        open.forEach(DialAttempt::closeQuietly);
    }

    /** True once {@link #end} was called. */
    public synchronized boolean isEnded() {
        return ended;
    }

    /** @throws SocketException if the attempt has ended; the socket is closed then */
    synchronized void add(Socket socket) throws SocketException {
        if (ended) {
            closeQuietly(socket);
            throw new SocketException("given up");
        }
        sockets.add(socket);
    }

    /** Closes a socket that lost. */
    void discard(Socket socket) {
        synchronized (this) {
            sockets.remove(socket);
        }
        closeQuietly(socket);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
