package dev.magicsock.quicsim.app;

import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.RawKeyClient;
import dev.magicsock.quicsim.process.QuicEnvironment;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.quicsim.process.QuicJob;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tech.kwik.core.Statistics;

/** Does one job, one connection after the other. */
final class JobRunner {

    /** How long datagrams that are still on their way are waited for. */
    private static final long STRAGGLER_MILLIS = 2_000;

    private final QuicJob job;
    private final QuicEnvironment environment;
    private final QuicEvent.Listener listener;

    JobRunner(QuicJob job, QuicEnvironment environment) {
        this.job = job;
        this.environment = environment;
        this.listener = environment.listener();
    }

    void run() {
        try {
            for (int i = 0; i < job.connections(); i++) {
                PeerConnection connection = connect();
                converse(connection);
            }
            listener.happened(new QuicEvent.Done(job.name()));
        } catch (IOException e) {
            listener.happened(new QuicEvent.Failed(job.name(), String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PeerConnection connect() throws IOException {
        listener.happened(new QuicEvent.Connecting(job.name()));
        DatagramSocket socket = environment.openClientSocket(job.remote());
        InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
        RawKeyClient client = new RawKeyClient(environment.key(), EchoApplication.SETTINGS, environment.random(),
                EchoApplication.inspection(environment));
        try {
            PeerConnection connection = client.connect(job.remote(), List.of(EchoApplication.PROTOCOL), remote,
                    address -> socket, job.timeout());
            listener.happened(new QuicEvent.Connected(job.name()));
            return connection;
        } catch (IOException e) {
            listener.happened(new QuicEvent.NotConnected(job.name(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void converse(PeerConnection connection) throws IOException, InterruptedException {
        connection.closed().thenAccept(how -> listener.happened(
                new QuicEvent.Closed(job.name(), how.toString(), statistics(connection))));
        try {
            switch (job.kind()) {
                case BULK, REQUESTS -> inTurn(connection);
                case STREAMS -> atOnce(connection);
                case DATAGRAMS -> datagrams(connection);
            }
        } finally {
            connection.close();
        }
    }

    private void inTurn(PeerConnection connection) throws IOException, InterruptedException {
        for (int i = 0; i < job.count(); i++) {
            if (i > 0) {
                Thread.sleep(job.every());
            }
            new Exchange(job, connection, i, listener).run();
        }
    }

    private void atOnce(PeerConnection connection) throws IOException, InterruptedException {
        CountDownLatch open = new CountDownLatch(job.count());
        List<IOException> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < job.count(); i++) {
            Exchange exchange = new Exchange(job, connection, i, listener);
            Thread.ofVirtual().name("exchange").start(() -> {
                try {
                    exchange.run();
                } catch (IOException e) {
                    failures.add(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    open.countDown();
                }
            });
        }
        open.await();
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void datagrams(PeerConnection connection) throws InterruptedException {
        AtomicInteger missing = new AtomicInteger(job.count());
        CountDownLatch all = new CountDownLatch(1);
        connection.quic().setDatagramHandler(datagram -> {
            listener.happened(new QuicEvent.CameBack(job.name(), datagram.length));
            if (missing.decrementAndGet() == 0) {
                all.countDown();
            }
        });
        for (int i = 0; i < job.count(); i++) {
            if (i > 0) {
                Thread.sleep(job.every());
            }
            connection.quic().sendDatagram(Exchange.contents(job.name(), i, job.bytes()));
            listener.happened(new QuicEvent.DatagramSent(job.name()));
        }
        all.await(STRAGGLER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static QuicEvent.Statistics statistics(PeerConnection connection) {
        Statistics stats = connection.quic().getStats();
        return new QuicEvent.Statistics(stats.packetsSent(), stats.lostPackets(), stats.bytesSent(),
                stats.dataBytesSent(), stats.smoothedRtt());
    }
}
