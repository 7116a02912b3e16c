package dev.magicsock.dial;

import dev.magicsock.http.HttpRequest;
import dev.magicsock.http.HttpResponse;
import dev.magicsock.http.HttpResponseReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

/** Asks one server one question over a connection of its own. Thread-safe. */
public final class HttpExchange {

    /** Generous for what a relay or a discovery service says, little for memory. */
    private static final int MAX_HEAD_BYTES = 16 << 10;

    private static final int BUFFER_BYTES = 4096;

    private final Dialer dialer;

    /** Asks over the connections of this dialer. */
    public HttpExchange(Dialer dialer) {
        this.dialer = Objects.requireNonNull(dialer);
    }

    /**
     * An answer and how long it took.
     *
     * @param response  what came
     * @param roundTrip from the moment the request was written, on a connection that was open, to the first bytes of
     *                  its answer: one round trip, comparable with that of a ping over a relay connection
     */
    public record Answer(HttpResponse response, Duration roundTrip) {
    }

    /**
     * Asks, and reads the head of the answer alone.
     *
     * @param atMost for everything together
     * @throws IOException saying in its message what went wrong; a {@link SocketTimeoutException} if it took too long
     */
    public Answer head(ServerAddress server, HttpRequest request, Duration atMost)
            throws IOException, InterruptedException {
        return ask(server, request, HttpResponseReader.ofHead(MAX_HEAD_BYTES), atMost);
    }

    /**
     * Asks, and reads the whole answer.
     *
     * @param maxBodyBytes a longer body is an error
     * @param atMost       for everything together
     * @throws IOException as {@link #head}
     */
    public Answer whole(ServerAddress server, HttpRequest request, int maxBodyBytes, Duration atMost)
            throws IOException, InterruptedException {
        return ask(server, request, HttpResponseReader.ofWhole(MAX_HEAD_BYTES, maxBodyBytes), atMost);
    }

    private Answer ask(ServerAddress server, HttpRequest request, HttpResponseReader reader, Duration atMost)
            throws IOException, InterruptedException {
        DialAttempt attempt = new DialAttempt();
        Thread guard = Thread.ofVirtual().name("magicsock-http-deadline").start(() -> endAfter(atMost, attempt));
        try (Socket socket = dialer.connect(server, attempt)) {
            return ask(socket, request, reader);
        } catch (IOException e) {
            if (attempt.isEnded()) {
                throw new SocketTimeoutException("no answer within " + atMost.toMillis() + " ms");
            }
            throw e;
        } finally {
            guard.interrupt();
            attempt.end();
        }
    }

    private static void endAfter(Duration pause, DialAttempt attempt) {
        try {
            Thread.sleep(pause);
            attempt.end();
        } catch (InterruptedException e) {
            // The exchange was over in time.
        }
    }

    private static Answer ask(Socket socket, HttpRequest request, HttpResponseReader reader) throws IOException {
        long askedNanos = System.nanoTime();
        socket.getOutputStream().write(request.encode());
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        long firstNanos = 0;
        while (!reader.isOver()) {
            int count = in.read(buffer);
            firstNanos = firstNanos == 0 ? System.nanoTime() : firstNanos;
            if (count < 0) {
                reader.endOfStream();
            } else {
                reader.read(buffer, 0, count);
            }
        }
        HttpResponse response = reader.response().orElseThrow(() ->
                new IOException("not a proper answer: " + reader.rejection().orElseThrow()));
        return new Answer(response, Duration.ofNanos(firstNanos - askedNanos));
    }
}
