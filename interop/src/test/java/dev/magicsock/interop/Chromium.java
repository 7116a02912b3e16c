package dev.magicsock.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A headless Chromium with one page, which pointer and keyboard are moved in as a person would. */
final class Chromium implements AutoCloseable {

    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final DevTools tools;
    private final Optional<String> page;

    /** Where the script that installs it found one; empty if it did not. */
    static Optional<String> program() throws IOException {
        Process script = new ProcessBuilder("./install-chromium")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
    }

    Chromium(String program, Path profile) throws IOException {
        process = new ProcessBuilder(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=" + profile,
                "--remote-debugging-port=0", "about:blank").start();
        tools = new DevTools(url(process));
        JsonNode target = tools.command(Optional.empty(), "Target.createTarget", Map.of("url", "about:blank"));
        page = Optional.of(tools.command(Optional.empty(), "Target.attachToTarget",
                Map.of("targetId", target.get("targetId").asString(), "flatten", true)).get("sessionId").asString());
        for (String domain : List.of("Page", "Runtime", "Log")) {
            command(domain + ".enable", Map.of());
        }
    }

    private static String url(Process process) throws IOException {
        BufferedReader log = new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> readAway(log));
                return line.substring(LISTENING.length());
            }
            said.append(line).append('\n');
        }
        throw new IOException("Chromium does not start; it says:\n" + said);
    }

    /** Until the browser ends, so that it never waits for a reader; that its end closes the stream is no error. */
    private static void readAway(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            return;
        }
    }

    private JsonNode command(String method, Map<String, ?> parameters) throws IOException {
        return tools.command(page, method, parameters);
    }

    /** The size of the window in CSS pixels, and what the system prefers. */
    void look(int width, int height, String colours) throws IOException {
        command("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(
                Map.of("name", "prefers-color-scheme", "value", colours),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    void allowScripts(boolean allowed) throws IOException {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** Opens a file and waits until it is loaded. */
    void open(Path file) throws IOException {
        CompletableFuture<JsonNode> loaded = tools.next("Page.loadEventFired");
        command("Page.navigate", Map.of("url", file.toUri().toString()));
        DevTools.await(loaded, "loading " + file);
    }

    /** The value of a JavaScript expression in the page. */
    JsonNode value(String expression) throws IOException {
        JsonNode result = command("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.get("exceptionDetails"));
        }
        JsonNode value = result.get("result").get("value");
        return value == null ? result.get("result") : value;
    }

    String text(String expression) throws IOException {
        return value(expression).asString();
    }

    int number(String expression) throws IOException {
        return (int) value(expression).asDouble();
    }

    /** Moves the pointer to a place in the window, the button held or not. */
    void move(double x, double y, boolean pressed) throws IOException {
        mouse("mouseMoved", x, y, pressed ? "left" : "none", Map.of("buttons", pressed ? 1 : 0));
    }

    void press(double x, double y) throws IOException {
        mouse("mousePressed", x, y, "left", Map.of("clickCount", 1));
    }

    void release(double x, double y) throws IOException {
        mouse("mouseReleased", x, y, "left", Map.of("clickCount", 1));
    }

    void wheel(double x, double y, double down) throws IOException {
        mouse("mouseWheel", x, y, "none", Map.of("deltaX", 0, "deltaY", down));
    }

    private void mouse(String type, double x, double y, String button, Map<String, ?> more) throws IOException {
        Map<String, Object> parameters = new LinkedHashMap<>(more);
        parameters.putAll(Map.of("type", type, "x", x, "y", y, "button", button));
        command("Input.dispatchMouseEvent", parameters);
    }

    /** Presses and releases a key, such as {@code Tab}, {@code ArrowRight} or {@code +}. */
    void key(String key) throws IOException {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key));
        if (key.length() == 1) {
            parameters.put("text", key);
        }
        if (key.equals("Tab")) {
            parameters.put("windowsVirtualKeyCode", 9);
        }
        command("Input.dispatchKeyEvent", parameters);
        parameters.remove("text");
        parameters.put("type", "keyUp");
        command("Input.dispatchKeyEvent", parameters);
    }

    /** Keeps what the window shows as a picture. */
    void screenshot(Path file) throws IOException {
        String picture = command("Page.captureScreenshot", Map.of("format", "png")).get("data").asString();
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    /** Everything that the console would show in red. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        tools.events("Runtime.exceptionThrown").forEach(event -> problems.add(event.toString()));
        tools.events("Log.entryAdded").stream()
                .filter(event -> event.at("/params/entry/level").asString().equals("error"))
                .forEach(event -> problems.add(event.toString()));
        tools.events("Runtime.consoleAPICalled").stream()
                .filter(event -> List.of("error", "assert").contains(event.at("/params/type").asString()))
                .forEach(event -> problems.add(event.toString()));
        return problems;
    }

    @Override
    public void close() {
        tools.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
