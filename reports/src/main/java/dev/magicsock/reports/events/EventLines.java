package dev.magicsock.reports.events;

import dev.magicsock.reports.json.JsonLine;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.FaultWindow;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the events of a run as newline-delimited JSON. The first line describes the run and the last one how it ended;
 * between them time never goes back, and then come the expectations. Stateless.
 */
public final class EventLines {

    /** What the first line calls the format. */
    public static final String FORMAT = "magicsock-events/1";

    private static final String SCHEMA = "/dev/magicsock/reports/events/events-v1.schema.json";

    private record Timed(Instant at, JsonLine line) {
    }

    private EventLines() {
    }

    /** The JSON Schema (draft 2020-12) that every line fits. */
    public static String schema() {
        try (InputStream in = EventLines.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of events cannot be read", e);
        }
    }

    /**
     * Writes the lines; the stream belongs to the caller and stays open.
     *
     * @throws IOException where the stream fails
     */
    public static void write(RecordedRun run, OutputStream target) throws IOException {
        line(new JsonLine().put("type", "run").put("format", FORMAT).put("scenario", run.identity().scenario())
                .put("seed", run.identity().seed().toString()).put("version", run.identity().version())
                .put("replay", run.identity().replayCommand()), target);
        for (Timed timed : inOrder(run)) {
            line(timed.line, target);
        }
        for (ExpectationResult result : run.expectations()) {
            line(expectation(result), target);
        }
        line(new JsonLine().put("type", "end").put("at", run.end()).put("verdict", run.passed() ? "pass" : "fail")
                .put("stopped_early", run.stoppedEarly()).put("trace_sha256", run.traceSha256())
                .put("events_left_out", run.events().leftOut())
                .put("probes_left_out", run.journeys().leftOut()), target);
    }

    private static List<Timed> inOrder(RecordedRun run) {
        List<Timed> all = new ArrayList<>();
        run.events().items().forEach(event -> all.add(new Timed(event.at(), event(event))));
        for (FaultWindow fault : run.faults()) {
            all.add(new Timed(fault.from(), new JsonLine().put("type", "fault").put("at", fault.from())
                    .put("until", fault.until()).put("name", fault.name()).put("target", fault.target())));
        }
        for (PairRecord pair : run.pairs()) {
            paths(pair.a(), pair.b(), pair.aToB(), all);
            paths(pair.b(), pair.a(), pair.bToA(), all);
        }
        run.journeys().items().stream().filter(journey -> !journey.hops().isEmpty())
                .forEach(journey -> all.add(new Timed(journey.hops().getFirst().at(), probe(journey))));
        all.sort(Comparator.comparing(Timed::at)); // Stable: what happened at once stays in the order above.
        return all;
    }

    private static JsonLine event(RunEvent event) {
        JsonLine facts = new JsonLine();
        Map<String, String> firstOfEachName = new LinkedHashMap<>();
        event.facts().forEach(fact -> firstOfEachName.putIfAbsent(fact.name(), fact.value()));
        firstOfEachName.forEach(facts::put);
        return new JsonLine().put("type", "event").put("at", event.at()).put("kind", word(event.kind()))
                .put("host", event.host()).put("peer", event.peer()).put("name", event.name())
                .put("text", event.text()).put("reason", event.reason()).put("facts", facts);
    }

    private static void paths(String from, String to, PairRecord.Direction direction, List<Timed> all) {
        for (PathInterval path : direction.paths().items()) {
            all.add(new Timed(path.from(), new JsonLine().put("type", "path").put("at", path.from())
                    .put("until", path.until()).put("from", from).put("to", to).put("path", word(path.kind()))
                    .put("reason", path.reason())));
        }
    }

    private static JsonLine probe(PacketJourney journey) {
        PacketJourney.Hop first = journey.hops().getFirst();
        JsonLine line = new JsonLine().put("type", "probe").put("at", first.at()).put("packet", journey.packet())
                .put("what", journey.what()).put("sender", journey.sender()).put("bytes", journey.sizeBytes())
                .put("source", first.source()).put("destination", first.destination());
        return switch (journey.fate()) {
            case PacketJourney.Delivered(Instant at, String host) ->
                    line.put("fate", "delivered").put("fate_at", at).put("place", host);
            case PacketJourney.Dropped(Instant at, String place, String reason, String detail) ->
                    line.put("fate", "dropped").put("fate_at", at).put("place", place).put("reason", reason)
                            .put("detail", detail);
            case PacketJourney.UnderWay _ -> line.put("fate", "under-way");
        };
    }

    private static JsonLine expectation(ExpectationResult result) {
        JsonLine line = new JsonLine().put("type", "expectation").put("expectation", result.expectation())
                .put("line", result.line()).put("pair", result.pair()).put("outcome", word(result.outcome()))
                .put("expected", result.expected()).put("happened", result.happened());
        result.firstViolation().ifPresent(at -> line.put("first_violation", at));
        return line.put("because", result.because());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void line(JsonLine line, OutputStream target) throws IOException {
        target.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
