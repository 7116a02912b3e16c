package dev.magicsock.punch;

import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The hard side of a birthday attempt: many sockets, each of which opens one unpredictable port of our NAT to one
 * endpoint of the remote, which guesses meanwhile. They stay open while mappings live that nobody answers: 30 s at
 * least.
 */
final class OpenPorts implements Tactic {

    private static final Duration HOLD = Duration.ofSeconds(25);

    private final int sockets;
    private final Pace pace;
    private final List<SocketId> open = new ArrayList<>();
    private final Deque<SocketId> unused = new ArrayDeque<>();
    private InetSocketAddress target;
    private Instant next;
    private Instant end;
    private int asked;

    /** @param sockets how many, at most as many as the budget allows */
    OpenPorts(int sockets, Pace pace) {
        this.sockets = sockets;
        this.pace = pace;
    }

    void start(InetSocketAddress remote, Instant now) {
        target = remote;
        next = now;
        end = now.plus(HOLD);
        asked = 0;
    }

    @Override
    public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
        if (!isRunning()) {
            return;
        }
        switch (event) {
            case PunchEvent.SocketOpened opened when open.contains(opened.socket()) -> {
                unused.add(opened.socket());
                next = next.equals(end) ? now : next;
            }
            case PunchEvent.PingReceived(PathId.Direct path) when open.contains(path.socket()) -> asked = sockets;
            default -> {
                // Only the clock matters besides.
            }
        }
        if (!now.isBefore(end)) {
            stop(actions);
        } else if (!now.isBefore(next)) {
            step(actions, now);
        }
    }

    /** Sends from those that are bound, then orders as many more: two round trips through the shell never add up. */
    private void step(PunchActions actions, Instant now) {
        for (int i = 0; i < pace.batch() && !unused.isEmpty(); i++) {
            if (!actions.ping(new PathId.Direct(unused.peek(), target))) {
                break;
            }
            unused.remove();
        }
        for (int i = 0; i < pace.batch() && asked < sockets; i++) {
            asked++;
            actions.openSocket().ifPresent(open::add);
        }
        next = asked < sockets || !unused.isEmpty() ? now.plus(pace.interval()) : end;
    }

    @Override
    public Instant next() {
        return next;
    }

    @Override
    public boolean isRunning() {
        return next != null;
    }

    @Override
    public void stop(PunchActions actions) {
        next = null;
        unused.clear();
        open.forEach(actions::closeSocket);
        open.clear();
    }
}
