package dev.magicsock.reports.json;

import dev.magicsock.reports.diff.Change;
import dev.magicsock.reports.diff.Finding;
import dev.magicsock.reports.diff.RunChange;
import dev.magicsock.reports.diff.RunDiff;
import dev.magicsock.reports.record.RunIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes comparisons of runs as JSON documents of the format {@code magicsock-diff/1}. Stateless and thread-safe. */
public final class DiffJson {

    private static final String FORMAT = "magicsock-diff/1";
    private static final String SCHEMA = "/dev/magicsock/reports/diff/diff-v1.schema.json";

    private static final JsonFactory FACTORY = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator out;

    private DiffJson(JsonGenerator out) {
        this.out = out;
    }

    /** The JSON Schema of the document. */
    public static String schema() {
        try (InputStream in = DiffJson.class.getResourceAsStream(SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of differences cannot be read", e);
        }
    }

    /**
     * Writes one document on one line; the stream belongs to the caller and stays open.
     *
     * @throws IOException where the stream fails
     */
    public static void write(RunDiff diff, OutputStream target) throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), target)) {
            new DiffJson(out).document(diff);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void document(RunDiff diff) {
        out.writeStartObject();
        out.writeStringProperty("format", FORMAT);
        out.writeNumberProperty("marginPercent", diff.margin().percent());
        out.writeNumberProperty("regressions", diff.count(Change.REGRESSION));
        out.writeNumberProperty("improvements", diff.count(Change.IMPROVEMENT));
        out.writeArrayPropertyStart("runs");
        diff.runs().forEach(this::run);
        out.writeEndArray();
        identities("missing", diff.missing());
        identities("additional", diff.additional());
        out.writeEndObject();
        out.writeRaw('\n');
    }

    private void identities(String name, Iterable<RunIdentity> runs) {
        out.writeArrayPropertyStart(name);
        for (RunIdentity run : runs) {
            out.writeStartObject();
            identity(run);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void identity(RunIdentity run) {
        out.writeStringProperty("scenario", run.scenario());
        out.writeStringProperty("seed", run.seed().toString());
    }

    private void run(RunChange run) {
        out.writeStartObject();
        identity(run.after().identity());
        out.writeStringProperty("change", word(run.change()));
        out.writeStringProperty("replayCommand", run.after().identity().replayCommand());
        out.writeArrayPropertyStart("findings");
        run.findings().forEach(this::finding);
        out.writeEndArray();
        out.writeEndObject();
    }

    private void finding(Finding finding) {
        out.writeStartObject();
        out.writeStringProperty("change", word(finding.change()));
        switch (finding) {
            case Finding.OfExpectation expectation -> expectation(expectation);
            case Finding.OfMeasure measure -> measure(measure);
            case Finding.OfEnd end -> {
                out.writeStringProperty("kind", "end");
                out.writeStringProperty("before", end.before());
                out.writeStringProperty("after", end.after());
            }
        }
        out.writeEndObject();
    }

    private void expectation(Finding.OfExpectation finding) {
        out.writeStringProperty("kind", "expectation");
        out.writeStringProperty("expectation", finding.expectation());
        out.writeStringProperty("before", word(finding.before()));
        out.writeStringProperty("after", word(finding.after()));
        out.writeArrayPropertyStart("because");
        finding.because().forEach(out::writeString);
        out.writeEndArray();
    }

    private void measure(Finding.OfMeasure finding) {
        out.writeStringProperty("kind", "measure");
        out.writeStringProperty("from", finding.from());
        out.writeStringProperty("to", finding.to());
        out.writeStringProperty("measure", word(finding.measure()));
        out.writeStringProperty("unit", finding.measure().unit());
        number("before", finding.before());
        number("after", finding.after());
    }

    /** Left out where there is none. */
    private void number(String name, OptionalLong value) {
        value.ifPresent(number -> out.writeNumberProperty(name, number));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
