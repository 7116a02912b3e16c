package dev.magicsock.core;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a busy sender's datagrams, when a direct path takes over from a slower path, from overtaking those that are
 * still under way. Not thread-safe.
 *
 * <p>A QUIC sender takes a packet for lost when one that was sent three packets later is acknowledged first (RFC 9002
 * section 6.1.1). Without this it so loses, in its own eyes, everything that is under way at that moment, sends it
 * again and halves its congestion window (section 7.3.2). Only senders with many datagrams under way are held back: to
 * those with few a moment's delay does more harm than a repeated packet.
 */
final class HoldBack {

    /** Held datagrams at most; at the bound they all leave. More than a window of QUIC on usual paths, 1.3 MB. */
    static final int DATAGRAMS_MAX = 1024;

    /** A sender is busy from here: several times what the handshake or a heartbeat sends in two windows. */
    static final int BUSY_DATAGRAMS = 16;

    /** What a sender does is counted in windows of this length. */
    private static final Duration WINDOW = Duration.ofMillis(100);

    /** Below that, jitter decides what overtakes what. */
    private static final Duration DELAY_MIN = Duration.ofMillis(5);

    /** As long as the application's gap may be anyway while a path fails. */
    private static final Duration DELAY_MAX = Duration.ofMillis(500);

    private final List<Held> held = new ArrayList<>();
    private Instant lastSent;
    /** When the window ends in which datagrams are being counted. */
    private Instant windowEnd = Instant.MIN;
    private int inWindow;
    private int inWindowBefore;
    private Instant until;

    /** One datagram that waits. */
    record Held(ByteBuffer payload, int flow) {
    }

    /** A datagram left, by one path alone. */
    void onSent(Instant now) {
        lastSent = now;
        if (!now.isBefore(windowEnd)) {
            boolean adjacent = inWindow > 0 && now.isBefore(windowEnd.plus(WINDOW));
            inWindowBefore = adjacent ? inWindow : 0;
            inWindow = 0;
            windowEnd = now.plus(WINDOW);
        }
        inWindow++;
    }

    /**
     * A datagram is about to leave by another path than the one before: starts to hold back if that was slower.
     *
     * @param before round-trip time of the path before; zero if it is not known
     * @param after  round-trip time of the path from now on
     */
    void onSwitch(Duration before, Duration after, Instant now) {
        if (lastSent == null) {
            return;
        }
        // Half the difference is what one direction takes longer; a quarter more, for queues on the way to a relay.
        Duration delay = before.minus(after).multipliedBy(5).dividedBy(8);
        delay = delay.compareTo(DELAY_MAX) > 0 ? DELAY_MAX : delay;
        Instant end = lastSent.plus(delay);
        if (inWindow + inWindowBefore >= BUSY_DATAGRAMS && delay.compareTo(DELAY_MIN) >= 0 && now.isBefore(end)) {
            until = end;
        }
    }

    /** Until when datagrams are held back; null if they are not. */
    Instant until() {
        return until;
    }

    /** Keeps a copy of a datagram for later. Returns whether there was room, and time. */
    boolean keep(ByteBuffer payload, int flow, Instant now) {
        if (until == null || !now.isBefore(until) || held.size() >= DATAGRAMS_MAX) {
            return false;
        }
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
        copy.put(0, payload, payload.position(), payload.remaining());
        held.add(new Held(copy, flow));
        return true;
    }

    /** Ends it; returns what waits, oldest first. */
    List<Held> end() {
        until = null;
        List<Held> all = List.copyOf(held);
        held.clear();
        return all;
    }
}
