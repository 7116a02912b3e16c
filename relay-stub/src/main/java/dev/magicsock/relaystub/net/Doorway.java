package dev.magicsock.relaystub.net;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Listens, and turns surplus connections away before anything is made of them: that costs a fraction of what a channel
 * with its pipeline does, so that in a flood the kernel's queue of new connections is emptied faster than it fills.
 */
final class Doorway extends NioServerSocketChannel {

    /** So many are turned away in a row; then it is the turn of those who are in. */
    private static final int SURPLUS_AT_ONCE = 64;

    private final HalfOpen waiting;
    private final HalfOpen clients;

    /**
     * @param waiting where those who come in wait
     * @param clients who makes room when there are no more files to open
     */
    Doorway(HalfOpen waiting, HalfOpen clients) {
        this.waiting = waiting;
        this.clients = clients;
    }

    /** The next one that may come in, past those who may not. */
    @Override
    protected int doReadMessages(List<Object> into) throws IOException {
        for (int i = 0; i < SURPLUS_AT_ONCE; i++) {
            SocketChannel connection = accept();
            if (connection == null) {
                return 0;
            }
            if (connection.getRemoteAddress() instanceof InetSocketAddress from && waiting.admits(from)) {
                into.add(new NioSocketChannel(this, connection));
                return 1;
            }
            connection.setOption(StandardSocketOptions.SO_LINGER, 0);
            connection.close();
        }
        return 0;
    }

    /**
     * Null if nobody waits, or there are no more files to open: then those that prove nothing make room, and their
     * files are there when the loop comes round. Without them Netty tries again in a second.
     */
    private SocketChannel accept() throws IOException {
        try {
            return javaChannel().accept();
        } catch (IOException e) {
            if (clients.makeRoom()) {
                return null;
            }
            throw e;
        }
    }
}
