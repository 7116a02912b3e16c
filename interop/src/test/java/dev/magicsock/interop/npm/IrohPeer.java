package dev.magicsock.interop.npm;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.interop.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real iroh endpoint in a process of Node.js ({@code src/test/js/peer.js}), told what to do by lines of JSON. It
 * sends back whatever it receives on connections that it has accepted. Thread-safe.
 */
final class IrohPeer implements AutoCloseable {

    /** The endpoint answers within 60 s itself, so that this passes only if its process hangs. */
    private static final long ANSWERS_WITHIN_SECONDS = 90;

    /** How long something may take that happens by itself, on a machine with much else to do. */
    private static final long HAPPENS_WITHIN_SECONDS = 30;

    private static final long ENDS_WITHIN_SECONDS = 10;

    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final Writer commands;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger nextSeq = new AtomicInteger();
    private final List<IrohEvent> events = new ArrayList<>();
    private final EndpointId id;

    private IrohPeer(Process process, Map<String, Object> settings) throws IOException, InterruptedException {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("iroh-peer").start(this::readLines);
        this.id = EndpointId.parse(ask("bind", settings).path("id").asString());
    }

    /** Starts an endpoint without a relay. */
    static IrohPeer start(String... alpns) throws IOException, InterruptedException {
        return start(Map.of("alpns", alpns));
    }

    /** Starts an endpoint that has this relay for its home. */
    static IrohPeer startAt(RelayUrl relay, String... alpns) throws IOException, InterruptedException {
        return start(Map.of("alpns", alpns, "relay", relay.toString()));
    }

    private static IrohPeer start(Map<String, Object> settings) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("node", "--no-deprecation", "src/test/js/peer.js",
                Programs.irohPackage().toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(Path.of("target", "iroh-peer.log").toFile())).start();
        try {
            return new IrohPeer(process, settings);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    EndpointId id() {
        return id;
    }

    /** Where it can be dialled without a relay. */
    EndpointAddr directAddress() throws IOException, InterruptedException {
        List<String> addresses = ask("address", Map.of()).path("addresses").values().stream()
                .map(JsonNode::asString).toList();
        return new EndpointAddr(id, List.of(), addresses.stream().map(SocketAddresses::parse).toList());
    }

    /** Its home relay alone, once that has let it in. */
    EndpointAddr relayAddress() throws IOException, InterruptedException {
        JsonNode address = ask("address", Map.of("online", true));
        return new EndpointAddr(id, List.of(RelayUrl.parse(address.path("relay").asString())), List.of());
    }

    /**
     * Dials; the number of the connection.
     *
     * @throws IrohException if it does not come about
     */
    int connect(EndpointAddr remote, String alpn) throws IOException, InterruptedException {
        ObjectNode command = json.createObjectNode().put("id", remote.id().toString()).put("alpn", alpn);
        remote.relayUrls().stream().findFirst().ifPresent(relay -> command.put("relay", relay.toString()));
        remote.directAddresses().forEach(address ->
                command.withArray("addresses").add(SocketAddresses.format(address)));
        JsonNode answer = ask("connect", command);
        if (!answer.path("remote").asString().equals(remote.id().toString())) {
            throw new IrohException("connected with " + answer.path("remote").asString());
        }
        return answer.path("connection").asInt();
    }

    /** Sends so many bytes of the {@link Pattern} on a stream; what came back. */
    Pattern.Digest exchange(int connection, int bytes) throws IOException, InterruptedException {
        return digest(ask("exchange", Map.of("connection", connection, "bytes", bytes)));
    }

    /** The same on a stream of one direction, and back on another one. */
    Pattern.Digest exchangeOneWay(int connection, int bytes) throws IOException, InterruptedException {
        return digest(ask("exchangeOneWay", Map.of("connection", connection, "bytes", bytes)));
    }

    private static Pattern.Digest digest(JsonNode answer) {
        return new Pattern.Digest(answer.path("bytes").asInt(), answer.path("sha256").asString());
    }

    /** Sends so many bytes on a connection with {@link Throughput#SINK_ALPN}; how many milliseconds they took. */
    double pour(int connection, int bytes) throws IOException, InterruptedException {
        JsonNode answer = ask("pour", Map.of("connection", connection, "bytes", bytes));
        if (answer.path("bytes").asInt() != bytes) {
            throw new IrohException("only " + answer.path("bytes").asInt() + " bytes arrived");
        }
        return answer.path("millis").asDouble();
    }

    /** Sends a datagram; what the next one from the other side says. */
    String exchangeDatagram(int connection, String text) throws IOException, InterruptedException {
        return ask("exchangeDatagram", Map.of("connection", connection, "text", text)).path("text").asString();
    }

    void close(int connection, long code, String reason) throws IOException, InterruptedException {
        ask("close", Map.of("connection", connection, "code", code, "reason", reason));
    }

    /**
     * Waits for an event of this kind that has happened already or does so now.
     *
     * @throws IrohException if it does not happen in time
     */
    <T extends IrohEvent> T await(Class<T> kind, Predicate<T> wanted) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(HAPPENS_WITHIN_SECONDS);
        synchronized (events) {
            while (true) {
                Optional<T> found = events.stream().filter(kind::isInstance).map(kind::cast).filter(wanted).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long left = TimeUnit.NANOSECONDS.toMillis(giveUp - System.nanoTime());
                if (left <= 0) {
                    throw new IrohException("no such " + kind.getSimpleName() + " among " + events);
                }
                events.wait(left);
            }
        }
    }

    private JsonNode ask(String what, Object settings) throws IOException, InterruptedException {
        int seq = nextSeq.getAndIncrement();
        ObjectNode command = json.valueToTree(settings);
        command.put("seq", seq).put("do", what);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(seq, answer);
        synchronized (commands) {
            commands.write(json.writeValueAsString(command) + "\n");
            commands.flush();
        }
        try {
            return answer.get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IrohException(e.getCause().getMessage());
        } catch (TimeoutException e) {
            throw new IrohException("no answer to " + command);
        }
    }

    private void readLines() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                onLine(json.readTree(line));
            }
        } catch (IOException e) {
            // The process was ended while it spoke.
        }
        answers.values().forEach(answer -> answer.completeExceptionally(new IrohException("the process has ended")));
    }

    private void onLine(JsonNode line) {
        if (line.has("event")) {
            synchronized (events) {
                events.add(IrohEvent.of(line));
                events.notifyAll();
            }
            return;
        }
        CompletableFuture<JsonNode> answer = answers.remove(line.path("seq").asInt());
        if (line.has("ok")) {
            answer.complete(line.path("ok"));
        } else {
            answer.completeExceptionally(new IrohException(line.path("error").asString()));
        }
    }

    /** Ends the process, which tells remotes before it does. */
    @Override
    public void close() {
        try {
            commands.close();
            if (process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
