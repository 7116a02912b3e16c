package dev.magicsock.dial;

import dev.magicsock.address.SocketAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs one {@link ConnectionRace}: a virtual thread for each attempt, and the first connection wins. */
final class HappyEyeballs {

    /** For one address, as iroh has it. */
    private static final Duration TCP_TIMEOUT = Duration.ofMillis(1500);

    private final int port;
    private final DialAttempt attempt;
    private final long startNanos = System.nanoTime();
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Socket> racing = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** How one attempt went; connected if there is no failure. */
    private record Outcome(InetAddress address, Socket socket, Optional<IOException> failure) {
    }

    private HappyEyeballs(int port, DialAttempt attempt) {
        this.port = port;
        this.attempt = attempt;
    }

    /**
     * The first connection to any of the addresses; all others are closed.
     *
     * @throws ConnectException naming why each address failed
     */
    static Socket connect(List<InetAddress> addresses, int port, DialAttempt attempt)
            throws IOException, InterruptedException {
        return new HappyEyeballs(port, attempt).run(addresses);
    }

    private Socket run(List<InetAddress> addresses) throws IOException, InterruptedException {
        ConnectionRace race = new ConnectionRace(addresses, now());
        Socket winner = null;
        try {
            while (winner == null && !race.isLost()) {
                race.due(now()).ifPresent(this::start);
                Outcome outcome = await(race);
                if (outcome != null && outcome.failure().isEmpty()) {
                    winner = outcome.socket();
                } else if (outcome != null) {
                    race.failed(now());
                    failures.add(SocketAddresses.format(outcome.address()) + ": " + words(outcome.failure().get()));
                }
            }
        } finally {
            endAllBut(winner);
        }
        if (winner == null) {
            throw new ConnectException(String.join("; ", failures));
        }
        return winner;
    }

    private void start(InetAddress address) {
        Socket socket = new Socket();
        racing.add(socket);
        Thread.ofVirtual().name("magicsock-dial").start(() -> outcomes.add(tryOne(address, socket)));
    }

    private Outcome tryOne(InetAddress address, Socket socket) {
        try {
            attempt.add(socket);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), (int) TCP_TIMEOUT.toMillis());
            return new Outcome(address, socket, Optional.empty());
        } catch (IOException e) {
            attempt.discard(socket);
            return new Outcome(address, socket, Optional.of(e));
        }
    }

    /** The next outcome; null if it is time for the next attempt. */
    private Outcome await(ConnectionRace race) throws InterruptedException {
        Optional<Instant> next = race.nextDeadline();
        if (next.isEmpty()) {
            return race.isLost() ? null : outcomes.take();
        }
        return outcomes.poll(Duration.between(now(), next.get()).toNanos(), TimeUnit.NANOSECONDS);
    }

    private void endAllBut(Socket winner) {
        for (Socket each : racing) {
            if (each != winner) {
                attempt.discard(each);
            }
        }
    }

    private static String words(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - startNanos);
    }
}
