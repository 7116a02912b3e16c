package dev.magicsock.punch;

import dev.magicsock.natview.PortScan;
import dev.magicsock.path.PathId;
import dev.magicsock.path.SocketId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The easy side of a birthday attempt: asks at one port after the other of one address. Each Ping also lets that port
 * in through our own filter. An answer stops it for a while, for the path has to prove itself.
 */
final class GuessPorts implements Tactic {

    private static final Duration PROOF = Duration.ofSeconds(2);

    private final int probes;
    private final Pace pace;
    private final RandomGenerator random;
    private PortScan scan;
    private SocketId from;
    private InetAddress target;
    private Instant next;
    private int tried;

    /** @param probes how many ports in all */
    GuessPorts(int probes, Pace pace, RandomGenerator random) {
        this.probes = probes;
        this.pace = pace;
        this.random = random;
    }

    void start(SocketId socket, InetAddress remote, Instant now) {
        from = socket;
        target = remote;
        scan = new PortScan(random);
        tried = 0;
        next = now;
    }

    @Override
    public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
        if (!isRunning()) {
            return;
        }
        if (event instanceof PunchEvent.PongReceived(PathId.Direct path, Duration _)
                && path.remote().getAddress().equals(target)) {
            next = now.plus(PROOF);
        } else if (!now.isBefore(next)) {
            step(view, actions, now);
        }
    }

    private void step(PunchView view, PunchActions actions, Instant now) {
        for (int i = 0; i < pace.batch() && tried < probes; i++) {
            actions.ping(new PathId.Direct(from, new InetSocketAddress(target, scan.next())));
            tried++;
        }
        next = tried < probes && view.datagramsLeft() > 0 ? now.plus(pace.interval()) : null;
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
    }
}
