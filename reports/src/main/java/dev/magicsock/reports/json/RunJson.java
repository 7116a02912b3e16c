package dev.magicsock.reports.json;

import dev.magicsock.reports.record.RecordedRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Writes and reads recorded runs as JSON documents of the format {@code magicsock-run/1}. Immutable and thread-safe;
 * the streams belong to the caller and stay open.
 */
public final class RunJson {

    private static final String FORMAT = "format";
    private static final String OUTCOME = "outcome";
    private static final String WALL = "wallNanos";

    /** Far more than a run of an hour needs, far less than what a machine chokes on. */
    private static final long MAX_DOCUMENT_BYTES = 1L << 29;
    /** The format itself nests less than a dozen levels; the rest is for keys of later versions, which are skipped. */
    private static final int MAX_DEPTH = 64;

    private final RecordShape shape = Shapes.ofRecord(RecordedRun.class);
    private final JsonFactory factory = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_DOCUMENT_BYTES).maxNestingDepth(MAX_DEPTH).build())
            .build();

    /**
     * Writes a document and a line feed at its end, piece by piece.
     *
     * @throws IOException where the stream fails
     */
    public void write(RunDocument document, OutputStream target) throws IOException {
        try (JsonGenerator out = factory.createGenerator(new Indented(), target)) {
            out.writeStartObject();
            out.writeStringProperty(FORMAT, RecordedRun.FORMAT);
            out.writeStringProperty(OUTCOME, document.run().passed() ? "pass" : "fail");
            document.wall().ifPresent(wall -> out.writeNumberProperty(WALL, wall.toNanos()));
            shape.writeFields(document.run(), out);
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Reads a document. Keys that this version does not know are skipped, and the outcome is worked out anew.
     *
     * @throws RunFormatException where the input is no such document
     * @throws IOException        where the stream fails
     */
    public RunDocument read(InputStream source) throws IOException {
        JsonParser in = factory.createParser(ObjectReadContext.empty(), source);
        try (in) {
            RunDocument document = readDocument(in);
            if (in.nextToken() != null) {
                throw new Unreadable("nothing is expected after the document");
            }
            return document;
        } catch (Unreadable e) {
            throw at(in.currentTokenLocation(), e.getMessage());
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw at(e.getLocation() == null ? in.currentTokenLocation() : e.getLocation(), e.getOriginalMessage());
        }
    }

    private RunDocument readDocument(JsonParser in) {
        if (in.nextToken() != JsonToken.START_OBJECT || !FORMAT.equals(in.nextName())) {
            throw new Unreadable("a recorded run is an object whose first key is \"" + FORMAT + "\"");
        }
        in.nextToken();
        if (!RecordedRun.FORMAT.equals(ScalarShape.string(in))) {
            throw new Unreadable("the format is not " + RecordedRun.FORMAT);
        }
        Optional<Duration> wall = Optional.empty();
        while (in.nextToken() == JsonToken.PROPERTY_NAME && (OUTCOME.equals(in.currentName())
                || WALL.equals(in.currentName()))) {
            boolean isWall = WALL.equals(in.currentName());
            in.nextToken();
            if (isWall) {
                wall = Optional.of((Duration) ScalarShape.DURATION.read(in));
            } else {
                ScalarShape.string(in);
            }
        }
        return documentOf((RecordedRun) shape.readFields(in), wall);
    }

    private static RunDocument documentOf(RecordedRun run, Optional<Duration> wall) {
        try {
            return new RunDocument(run, wall);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(e.getMessage());
        }
    }

    private static RunFormatException at(TokenStreamLocation location, String problem) {
        return new RunFormatException(location.getLineNr(), location.getColumnNr(), problem);
    }

    /** Objects over several lines and arrays along one, with the same line ends on every system. */
    private static final class Indented extends ObjectWriteContext.Base {

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        }
    }
}
