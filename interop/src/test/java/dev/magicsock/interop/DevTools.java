package dev.magicsock.interop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the Chrome DevTools Protocol: commands with answers, and events. */
final class DevTools implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private final JsonMapper json = new JsonMapper();
    private final AtomicLong number = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    DevTools(String url) {
        socket = client.newWebSocketBuilder().buildAsync(URI.create(url), new Listener()).join();
    }

    /** Sends a command, to a page or to the browser itself, and waits for its answer. */
    JsonNode command(Optional<String> session, String method, Map<String, ?> parameters) throws IOException {
        long id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>(
                Map.of("id", id, "method", method, "params", parameters));
        session.ifPresent(value -> message.put("sessionId", value));
        synchronized (socket) {
            socket.sendText(json.writeValueAsString(message), true).join();
        }
        JsonNode node = await(answer, method);
        if (node.has("error")) {
            throw new IOException(method + ": " + node.get("error"));
        }
        return node.get("result");
    }

    /** What comes when the next event of this name does. */
    CompletableFuture<JsonNode> next(String event) {
        return expected.computeIfAbsent(event, _ -> new CompletableFuture<>());
    }

    static JsonNode await(CompletableFuture<JsonNode> answer, String what) throws IOException {
        try {
            return answer.get(ANSWERS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + what, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer to " + what, e);
        }
    }

    /** All events so far of one name. */
    List<JsonNode> events(String name) {
        return events.stream().filter(event -> event.get("method").asString().equals(name)).toList();
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(json.readTree(message.toString()));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode node) {
            if (node.has("id")) {
                waiting.remove(node.get("id").asLong()).complete(node);
                return;
            }
            events.add(node);
            CompletableFuture<JsonNode> awaited = expected.remove(node.get("method").asString());
            if (awaited != null) {
                awaited.complete(node);
            }
        }
    }
}
