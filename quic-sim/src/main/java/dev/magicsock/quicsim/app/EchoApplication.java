package dev.magicsock.quicsim.app;

import dev.magicsock.quic.ConnectionHandler;
import dev.magicsock.quic.HandshakeFailedException;
import dev.magicsock.quic.Inspection;
import dev.magicsock.quic.PeerConnection;
import dev.magicsock.quic.PeerStream;
import dev.magicsock.quic.QuicSettings;
import dev.magicsock.quic.RawKeyServer;
import dev.magicsock.quicsim.process.QuicApplication;
import dev.magicsock.quicsim.process.QuicEnvironment;
import dev.magicsock.quicsim.process.QuicEvent;
import dev.magicsock.quicsim.process.QuicJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Returns what it gets, and does jobs with others that do so. Written like any program over our QUIC; then woven. */
public final class EchoApplication implements QuicApplication {

    static final String PROTOCOL = "magicsock-lab/echo/1";
    static final QuicSettings SETTINGS = QuicSettings.defaults();

    private static final int CHUNK_BYTES = 16_384;

    private final CountDownLatch started = new CountDownLatch(1);
    private QuicEnvironment environment;

    public EchoApplication() {
    }

    @Override
    public void start(QuicEnvironment given) {
        environment = given;
        try {
            RawKeyServer.start(given.key(), List.of(PROTOCOL), given.openServerSocket(), SETTINGS, given.random(),
                    inspection(given), new Accepting());
        } catch (IOException e) {
            throw new IllegalStateException("a simulated socket is always usable", e);
        }
        started.countDown();
    }

    static Inspection inspection(QuicEnvironment environment) {
        return new Inspection(environment.secrets(), environment.traces());
    }

    @Override
    public void perform(QuicJob job) {
        try {
            started.await();
            new JobRunner(job, environment).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Accepting implements ConnectionHandler {

        @Override
        public void connected(PeerConnection connection) {
            environment.listener().happened(new QuicEvent.Accepted(connection.remote()));
            connection.closed().thenAccept(how -> environment.listener()
                    .happened(new QuicEvent.AcceptedClosed(connection.remote(), how.toString())));
            connection.quic().setDatagramHandler(connection.quic()::sendDatagram);
            Thread.ofVirtual().name("echo").start(() -> acceptStreams(connection));
        }

        @Override
        public void refused(InetSocketAddress from, HandshakeFailedException why) {
            environment.listener().happened(new QuicEvent.Refused(String.valueOf(why.getMessage())));
        }
    }

    private static void acceptStreams(PeerConnection connection) {
        try {
            while (true) {
                PeerStream stream = connection.acceptStream();
                Thread.ofVirtual().name("echo-stream").start(() -> echo(stream));
            }
        } catch (IOException ended) {
            // There will be no more streams.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echo(PeerStream stream) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream input = stream.input();
            OutputStream output = stream.output();
            for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
                output.write(chunk, 0, count);
            }
            output.close();
        } catch (IOException ended) {
            // With the connection; the other side notices.
        }
    }
}
