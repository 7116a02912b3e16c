package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.server.HalfOpenTable;
import dev.magicsock.relaystub.server.Source;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accepted connections that have not proven a key: TLS handshakes, small requests, and those who only want to take
 * up room. Who goes when there are too many is decided by {@link HalfOpenTable}.
 *
 * <p>One timer serves all of them. A timer for each would outlive its connection, and a flood of connections that are
 * cut off at once would fill the memory with them.
 */
final class HalfOpen {

    private static final Logger LOG = LoggerFactory.getLogger(HalfOpen.class);

    /** As many as may come in one turn of the loop. */
    private static final int ROOM_AT_ONCE = 32;

    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

    private final HalfOpenTable<Channel> table;
    private final EventLoop loop;
    private final SystemTime time;
    private final CutOff cutOff;
    private boolean timerSet;
    private Instant warnedAt = Instant.MIN;
    private long accepted;
    private long turnedAway;
    private long evicted;
    private long timedOut;

    /** Ends connections that are in the table no more. */
    interface CutOff {

        /** It makes room for another one. */
        void evict(Channel channel);

        /** It took too long. */
        void timeOut(Channel channel);
    }

    HalfOpen(int limit, Duration timeout, EventLoop loop, SystemTime time, CutOff cutOff) {
        this.table = new HalfOpenTable<>(limit, timeout);
        this.loop = loop;
        this.time = time;
        this.cutOff = cutOff;
    }

    /** Whether anything is to be done for a new connection from there. */
    boolean admits(InetSocketAddress from) {
        accepted++;
        boolean admitted = table.admits(Source.of(from.getAddress()), time.now());
        if (!admitted) {
            turnedAway++;
            warn();
        }
        return admitted;
    }

    /** Takes a connection in, and thereby cuts off another one if there are too many. */
    void add(SocketChannel channel) {
        evict(table.add(channel, Source.of(channel.remoteAddress().getAddress()), time.now()));
        channel.closeFuture().addListener(_ -> table.remove(channel));
        setTimer();
    }

    /** Cuts some off because there are no more files to open; returns whether there was anybody. */
    boolean makeRoom() {
        int before = table.size();
        for (int i = 0; i < ROOM_AT_ONCE; i++) {
            evict(table.makeRoom());
        }
        return table.size() < before;
    }

    private void evict(Optional<Channel> victim) {
        victim.ifPresent(channel -> {
            evicted++;
            warn();
            cutOff.evict(channel);
        });
    }

    /** A flood of connections is no reason for a flood of lines. */
    private void warn() {
        Instant now = time.now();
        if (warnedAt.equals(Instant.MIN) || !now.isBefore(warnedAt.plus(BETWEEN_WARNINGS))) {
            warnedAt = now;
            LOG.atWarn().addKeyValue("evicted", evicted).addKeyValue("turned_away", turnedAway)
                    .addKeyValue("accepted", accepted).log("too many connections that prove no key");
        }
    }

    /** Its key is proven. */
    void remove(Channel channel) {
        table.remove(channel);
    }

    private void setTimer() {
        Optional<Instant> next = table.nextDeadline();
        if (!timerSet && next.isPresent()) {
            timerSet = true;
            loop.schedule(this::wake, Duration.between(time.now(), next.get()).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        timerSet = false;
        Instant now = time.now();
        for (Optional<Channel> due = table.pollDue(now); due.isPresent(); due = table.pollDue(now)) {
            timedOut++;
            cutOff.timeOut(due.get());
        }
        setTimer();
    }

    int size() {
        return table.size();
    }

    /** How many connections came so far. */
    long accepted() {
        return accepted;
    }

    /** How many of them were turned away at once. */
    long turnedAway() {
        return turnedAway;
    }

    /** How many of them had to make room for others. */
    long evicted() {
        return evicted;
    }

    /** How many of them took too long. */
    long timedOut() {
        return timedOut;
    }
}
