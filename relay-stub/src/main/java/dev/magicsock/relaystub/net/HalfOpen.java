package dev.magicsock.relaystub.net;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The accepted connections that are not upgraded: TLS handshakes, small requests, and those who only want to take up
 * room. Bounded; the one that has waited longest makes room for a new one.
 */
final class HalfOpen {

    private final int limit;
    private final Set<Channel> waiting = new LinkedHashSet<>();

    HalfOpen(int limit) {
        this.limit = limit;
    }

    void add(Channel channel) {
        if (waiting.size() >= limit) {
            Iterator<Channel> oldestFirst = waiting.iterator();
            Channel oldest = oldestFirst.next();
            oldestFirst.remove();
            oldest.close();
        }
        waiting.add(channel);
        channel.closeFuture().addListener(_ -> waiting.remove(channel));
    }

    void remove(Channel channel) {
        waiting.remove(channel);
    }

    boolean contains(Channel channel) {
        return waiting.contains(channel);
    }

    int size() {
        return waiting.size();
    }
}
