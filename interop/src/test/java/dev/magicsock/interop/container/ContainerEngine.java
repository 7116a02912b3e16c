package dev.magicsock.interop.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A container engine that belongs to the tests: its own socket and data, in the network namespace of this process. It
 * ends with this process, however that ends.
 */
final class ContainerEngine implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;

    private final Process script;
    private final Path log;

    /** There is no engine on this machine, or it may not run. */
    static final class Unavailable extends Exception {

        private static final long serialVersionUID = 1;

        Unavailable(String why) {
            super(why);
        }
    }

    private ContainerEngine(Process script, Path log) {
        this.script = script;
        this.log = log;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder for everything that it writes; its name is short, since a socket's has at most 107 bytes
     * @throws Unavailable saying why it cannot run here
     */
    static ContainerEngine start(Path folder) throws IOException, InterruptedException, Unavailable {
        Path log = folder.resolve("engine.log");
        Process script = new ProcessBuilder("./container-engine", "--run", folder.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        ContainerEngine engine = new ContainerEngine(script, log);
        Path socket = folder.resolve("docker.sock");
        engine.awaitAnswer(socket);
        System.setProperty(OwnEngineStrategy.SOCKET, socket.toString());
        return engine;
    }

    private void awaitAnswer(Path socket) throws IOException, InterruptedException, Unavailable {
        Instant giveUp = Instant.now().plus(STARTS_WITHIN);
        while (!answers(socket)) {
            if (script.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || Instant.now().isAfter(giveUp)) {
                close();
                throw new Unavailable("no container engine; the last that it says: " + lastLine());
            }
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(12);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // A few bytes more.
            }
            return new String(answer.array(), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(log).stream().reduce("nothing", (_, line) -> line);
    }

    /** Ends it with all of its containers. */
    @Override
    public void close() {
        System.clearProperty(OwnEngineStrategy.SOCKET);
        try {
            // The end of its input tells it to end, even when this process was killed.
            script.getOutputStream().close();
            if (!script.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                script.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            script.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
