package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relaystub.net.RelayServer;
import dev.magicsock.relaystub.net.RelayServerSettings;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes as their users see them, on the loopback interface. */
@Timeout(120)
class NodeCommandTest {

    private static final Terminal FILE = new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII);
    private static final Terminal SCREEN = new Terminal(true, true, 100, Colours.ANSI, Glyphs.UNICODE);
    private static final String[] LOOPBACK = {"--bind", "127.0.0.1:0"};
    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;
    private final List<Running> listening = new ArrayList<>();

    record Result(int exitCode, String out, String err) {
    }

    @AfterEach
    void interruptAll() {
        listening.forEach(Running::interrupt);
    }

    @Test
    void echoesGoThereAndBackDirectly() throws Exception {
        Running bob = listen();
        Result alice = run(FILE, "connect", bob.id(), "--addr", bob.address(), "--bind", "127.0.0.1:0", "--count", "3",
                "--every", "0");

        assertEquals(0, alice.exitCode(), alice::err);
        assertTrue(alice.out().startsWith("endpoint "), alice::out);
        assertTrue(Pattern.compile("echo 3: [0-9.]+ ms\n").matcher(alice.out()).find(), alice::out);
        assertFalse(alice.out().contains("echo 4"), alice::out);
        assertTrue(alice.out().contains(" paths:\n  * ipv4 " + bob.address() + " over "), alice::out);
        assertFalse(bob.said().contains("0.0.0.0"), bob::said);
        bob.await(".* connected");
        bob.await(".* closed by the peer .*");
        assertEquals(0, bob.interrupt());
    }

    @Test
    void aFileArrivesWholeAndTheProgressIsShownOnATerminal() throws Exception {
        Path file = folder.resolve("file");
        byte[] content = new byte[3_000_000];
        new SplittableRandom(1).nextBytes(content);
        Files.write(file, content);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));

        Running bob = listen();
        Result alice = run(SCREEN, "connect", bob.id(), "--addr", bob.address(), "--bind", "127.0.0.1:0", "--send",
                file.toString());

        assertEquals(0, alice.exitCode(), alice::err);
        assertTrue(alice.out().contains("sent 3MB in "), alice::out);
        assertTrue(alice.out().contains("sha256 " + sha256 + " on both sides\n"), alice::out);
        assertTrue(alice.err().contains(" %  "), alice::err);
        bob.await("sha256 " + sha256);
    }

    @Test
    void anEmptyFileArrivesToo() throws Exception {
        Path file = Files.createFile(folder.resolve("empty"));
        Running bob = listen();
        Result alice = run(FILE, "connect", bob.id(), "--addr", bob.address(), "--bind", "127.0.0.1:0", "--send",
                file.toString());

        assertEquals(0, alice.exitCode(), alice::err);
        assertTrue(alice.out().contains("sent 0B in "), alice::out);
        assertEquals("", alice.err());
    }

    @Test
    void aRelayAloneBringsThemTogetherAndADirectPathFollows() throws Exception {
        try (RelayServer relay = RelayServer.start(
                RelayServerSettings.plain(SocketAddresses.parse("127.0.0.1:0"), "test"))) {
            String url = "http://127.0.0.1:" + relay.address().getPort() + "/";
            Running bob = listen("--relay", url);
            assertTrue(bob.said().contains("relay " + url + " connected"), bob::said);
            Running alice = start("connect", bob.id(), "--relay", url, "--bind", "127.0.0.1:0", "--every", "20");

            alice.await("echo 1: .*");
            alice.await(".* path: .*ipv4 [0-9.]+ ms");
            alice.interrupt();
            assertEquals("", alice.err.toString(StandardCharsets.UTF_8));
            bob.await(".* closed by the peer .*");
        }
    }

    @Test
    void scriptsGetOneObjectPerLine() throws Exception {
        Running bob = listen();
        Result alice = run(SCREEN, "connect", bob.id(), "--addr", bob.address(), "--bind", "127.0.0.1:0",
                "--count", "1", "--json");

        assertEquals(0, alice.exitCode(), alice::err);
        String[] lines = alice.out().split("\n");
        assertTrue(lines[0].matches("\\{\"event\": \"started\", \"id\": \"[0-9a-f]{64}\"}"), alice::out);
        for (String line : lines) {
            assertTrue(line.startsWith("{\"event\": \"") && line.endsWith("}"), line);
        }
        Pattern echo = Pattern.compile("\"event\": \"echo\", \"number\": 1, \"roundTripMicros\": \\d+}");
        assertTrue(echo.matcher(alice.out()).find(), alice::out);
        Pattern paths = Pattern.compile("\\{\"event\": \"paths\", \"remote\": \"" + bob.id() + "\", \"paths\": \\["
                + "\\{\"kind\": \"ipv4\", \"path\": \"" + bob.address() + " over socket \\d+\", \"state\": "
                + "\"validated\", \"inDoubt\": false, \"selected\": true, \"roundTripMicros\": \\d+, "
                + "\"silenceMicros\": \\d+}]}");
        assertTrue(paths.matcher(alice.out()).find(), alice::out);
    }

    @Test
    void anIdentityIsKeptInItsFile() throws Exception {
        Path key = folder.resolve("key");
        Running first = listen("--key", key.toString());
        first.interrupt();
        Running second = listen("--key", key.toString());

        assertEquals(first.id(), second.id());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    }

    @Test
    void aFileThatIsNoKeyIsLeftAloneAndExitsWithFour() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, "secret, but no key");
        Result result = run(FILE, "listen", "--key", key.toString());

        assertEquals(new Result(4, "", "magicsock: " + key + " does not hold a key of 64 hexadecimal digits\n"),
                result);
        assertEquals("secret, but no key", Files.readString(key));
    }

    @Test
    void aFileWithoutCertificatesIsNamedAndExitsWithFour() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        Result result = run(FILE, "listen", "--ca", file.toString());

        assertEquals(4, result.exitCode());
        assertTrue(result.err().startsWith("magicsock: " + file + " "), result::err);
        assertEquals(4, run(FILE, "listen", "--ca", "/nowhere/ca.pem").exitCode());
    }

    @Test
    void somebodyElseAtTheAddressIsNamedAndExitsWithFour() throws Exception {
        Running bob = listen();
        String carol = SecretKey.of(new byte[32]).id().toString();
        Result alice = run(FILE, "connect", carol, "--addr", bob.address(), "--bind", "127.0.0.1:0");

        assertEquals(4, alice.exitCode());
        assertTrue(alice.err().startsWith("magicsock: "), alice::err);
        assertFalse(alice.err().contains("\tat "), alice::err);
    }

    @Test
    void wrongUsageIsNamedAndExitsWithTwo() {
        String id = SecretKey.of(new byte[32]).id().toString();
        assertWrong("listen or connect is missing");
        assertWrong("ENDPOINT_ID", "connect");
        assertWrong("an endpoint id has", "connect", "nobody");
        assertWrong("--addr: ", "connect", id, "--addr", "somewhere:1");
        assertWrong("--relay: ", "connect", id, "--relay", "gopher://x");
        assertWrong("--send: ", "connect", id, "--send", "/nowhere/file");
        assertWrong("--count: ", "connect", id, "--count", "0");
        assertWrong("--bind: at most one", "listen", "--bind", "127.0.0.1:0", "--bind", "127.0.0.1:0");
        assertWrong("--bind: ", "listen", "--bind", "localhost:0");
        assertWrong("--proxy: ", "listen", "--proxy", "gopher://proxy");
        assertWrong("--relay-token: ", "listen", "--relay-token", "two words");
    }

    private static void assertWrong(String message, String... arguments) {
        Result result = run(FILE, arguments);
        assertEquals(2, result.exitCode(), result::err);
        assertTrue(result.err().contains(message), result::err);
    }

    private static Result run(Terminal terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = execute(new Console(out, err, terminal), _ -> { }, arguments);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static int execute(Console console, Interrupt interrupt, String... arguments) {
        return console.finish(NodeCommand.commandLine(console, interrupt).setErr(console.errWriter())
                .execute(arguments));
    }

    private Running listen(String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("listen"));
        arguments.addAll(List.of(LOOPBACK));
        arguments.addAll(List.of(more));
        Running node = start(arguments.toArray(String[]::new));
        node.await("  ./magicsock node connect .*");
        return node;
    }

    private Running start(String... arguments) {
        Running node = new Running();
        node.exitCode = CompletableFuture.supplyAsync(() -> execute(new Console(node.lines, node.err, FILE),
                node.cleanUps::add, arguments), task -> Thread.ofPlatform().daemon().start(task));
        listening.add(node);
        return node;
    }

    /** A node in a thread of its own. */
    private static final class Running {

        private final Screen lines = new Screen();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final BlockingQueue<Runnable> cleanUps = new LinkedBlockingQueue<>();
        private CompletableFuture<Integer> exitCode;

        String id() {
            return found("endpoint ([0-9a-f]{64})");
        }

        String address() {
            return found("address (127\\.0\\.0\\.1:\\d+)");
        }

        private String found(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(said());
            assertTrue(matcher.find(), this::said);
            return matcher.group(1);
        }

        String said() {
            return lines.all();
        }

        void await(String pattern) throws InterruptedException {
            assertTrue(lines.await(Pattern.compile("^" + pattern + "$", Pattern.MULTILINE)),
                    () -> "no line like " + pattern + " in\n" + said() + err.toString(StandardCharsets.UTF_8));
        }

        int interrupt() {
            cleanUps.forEach(Runnable::run);
            return exitCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /** Output that can be waited for. */
    private static final class Screen extends OutputStream {

        private final StringBuilder all = new StringBuilder();

        @Override
        public synchronized void write(int ascii) {
            all.append((char) ascii);
            notifyAll();
        }

        synchronized String all() {
            return all.toString();
        }

        /** Whether it appears within the test's patience. */
        synchronized boolean await(Pattern pattern) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!pattern.matcher(all).find()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }
}
