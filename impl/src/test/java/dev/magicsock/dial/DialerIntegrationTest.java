package dev.magicsock.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.http.HttpRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dials servers on the loopback interface. */
@Timeout(60)
class DialerIntegrationTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    /** Nobody listens there: the tests' servers are bound to the address above alone. */
    private static final InetAddress DEAF = InetAddress.ofLiteral("127.0.0.9");

    private final List<AutoCloseable> made = Collections.synchronizedList(new ArrayList<>());
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final DialAttempt attempt = new DialAttempt();

    @AfterEach
    void closeAll() throws Exception {
        attempt.end();
        for (AutoCloseable each : List.copyOf(made)) {
            each.close();
        }
    }

    @Test
    void anAddressThatRefusesIsFollowedByTheNextOne() throws Exception {
        int port = answering("HTTP/1.1 204 No Content\r\n\r\n");
        Dialer dialer = dialer(_ -> List.of(DEAF, LOOPBACK));

        try (Socket socket = dialer.connect(new ServerAddress("two.test", port, false), attempt)) {
            assertEquals(LOOPBACK, socket.getInetAddress());
        }
    }

    @Test
    void whenEveryAddressFailsEachFailureIsNamed() throws Exception {
        int port = unusedPort();
        Dialer dialer = dialer(_ -> List.of(DEAF, LOOPBACK));

        IOException failure = assertThrows(ConnectException.class,
                () -> dialer.connect(new ServerAddress("two.test", port, false), attempt));

        assertTrue(failure.getMessage().startsWith("127.0.0.9: "), failure.getMessage());
        assertTrue(failure.getMessage().contains("; 127.0.0.1: "), failure.getMessage());
    }

    @Test
    void namesThatFailOrHaveNoAddressesAreNamed() {
        Dialer failing = dialer(name -> {
            throw new UnknownHostException(name);
        });
        Dialer empty = dialer(_ -> List.of());

        assertEquals("gone.test: not found", assertThrows(UnknownHostException.class,
                () -> failing.connect(new ServerAddress("gone.test", 80, false), attempt)).getMessage());
        assertEquals("gone.test: no addresses", assertThrows(UnknownHostException.class,
                () -> empty.connect(new ServerAddress("gone.test", 80, false), attempt)).getMessage());
    }

    @Test
    void aNameThatTakesForEverIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        Dialer dialer = dialer(_ -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(LOOPBACK);
        });

        assertEquals("slow.test: no answer within 3 s", assertThrows(UnknownHostException.class,
                () -> dialer.connect(new ServerAddress("slow.test", 80, false), attempt)).getMessage());
        never.countDown();
    }

    @Test
    void aProxyOpensATunnel() throws Exception {
        int port = answering("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n");
        Dialer dialer = through("http://alice:p%40ss%3Fw@127.0.0.1:" + port);

        dialer.connect(new ServerAddress("relay.test", 443, false), attempt).close();

        assertEquals("CONNECT relay.test:443 HTTP/1.1\r\nHost: relay.test:443\r\nProxy-Connection: Keep-Alive\r\n"
                + "Proxy-Authorization: Basic YWxpY2U6cEBzcz93\r\n\r\n", requests.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void whatAProxySaysInsteadIsTold() throws Exception {
        assertProxyFails("answered 407 Proxy Authentication Required",
                "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
        assertProxyFails("answered 302 Found", "HTTP/1.1 302 Found\r\nLocation: http://portal.test\r\n\r\n");
        assertProxyFails("did not answer properly: NOT_HTTP", "SSH-2.0-OpenSSH\r\n");
        assertProxyFails("did not answer properly: TRUNCATED", "HTTP/1.1 200 O");
        assertProxyFails("did not answer properly: HEAD_TOO_LARGE",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
    }

    private void assertProxyFails(String how, String answer) throws Exception {
        Dialer dialer = through("http://127.0.0.1:" + answering(answer));
        IOException failure = assertThrows(ConnectException.class,
                () -> dialer.connect(new ServerAddress("relay.test", 80, false), attempt));
        assertTrue(failure.getMessage().contains(how), failure.getMessage());
    }

    @Test
    void aProxyThatIsNotThereIsTold() throws Exception {
        Dialer dialer = through("http://user:secret@127.0.0.1:" + unusedPort());

        IOException failure = assertThrows(ConnectException.class,
                () -> dialer.connect(new ServerAddress("relay.test", 80, false), attempt));

        assertTrue(failure.getMessage().contains("cannot be reached"), failure.getMessage());
        assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    }

    @Test
    void endingAnAttemptEndsTheWaitForASilentServer() throws Exception {
        int port = answering("");
        HttpExchange exchange = new HttpExchange(new Dialer(DialSettings.STANDARD));

        assertThrows(SocketTimeoutException.class, () -> exchange.head(new ServerAddress("127.0.0.1", port, false),
                HttpRequest.get("/ping", "x"), Duration.ofMillis(200)));
        assertThrows(SocketTimeoutException.class, () -> exchange.head(new ServerAddress("127.0.0.1", port, true),
                HttpRequest.get("/ping", "x"), Duration.ofMillis(200)), "TLS has no answer either");
    }

    @Test
    void nothingIsDialledAfterTheEnd() throws Exception {
        int port = answering("HTTP/1.1 204 No Content\r\n\r\n");
        attempt.end();

        assertThrows(IOException.class, () -> new Dialer(DialSettings.STANDARD)
                .connect(new ServerAddress("127.0.0.1", port, false), attempt));
    }

    @Test
    void proxiesAreReadFromUrls() {
        assertEquals("http://***@proxy.test:80", HttpProxy.parse("http://u:p@proxy.test").toString());
        assertEquals("http://[2001:db8::1]:3128", HttpProxy.parse("http://[2001:db8::1]:3128").toString());
        for (String bad : List.of("https://proxy.test", "proxy.test:3128", "http://", "http://user@proxy.test",
                "http://proxy.test:99999", "http://a b")) {
            assertThrows(IllegalArgumentException.class, () -> HttpProxy.parse(bad), bad);
        }
    }

    private Dialer dialer(NameResolver names) {
        return new Dialer(DialSettings.STANDARD.withNames(names));
    }

    private Dialer through(String proxy) {
        return new Dialer(DialSettings.STANDARD.withProxy(HttpProxy.parse(proxy)));
    }

    private int unusedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            return server.getLocalPort();
        }
    }

    /** A server that reads one head, answers this and closes; it stays silent if there is nothing to answer. */
    private int answering(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, LOOPBACK);
        made.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    serve(server.accept(), answer);
                } catch (IOException e) {
                    // The test is over, or the client went away.
                }
            }
        });
        return server.getLocalPort();
    }

    private void serve(Socket client, String answer) throws IOException {
        made.add(client);
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
        requests.add(head.toString());
        if (!answer.isEmpty()) {
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            client.close();
        }
    }
}
