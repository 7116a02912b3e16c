package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.scenarios.language.ScenarioTree;
import dev.magicsock.scenarios.language.ScenarioTree.Mapping;
import java.nio.charset.StandardCharsets;

/** Reads reports, whoever wrote them. Stateless; no text gives an exception. */
public final class FieldReportReader {

    /** Larger files are no reports. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String EXPECTED = "expected what 'magicsock netcheck --json', iroh-doctor or 'tailscale "
            + "netcheck' "
            + "print";

    private FieldReportReader() {
    }

    /** What reading came to. */
    public sealed interface Result {

        /** It is a report. */
        record Read(FieldReport report) implements Result {
        }

        /** It is none; one line that says why, and where if that is known. */
        record Wrong(String why) implements Result {
        }
    }

    /** @param bytes the whole file, or at least one byte more than {@link #MAX_BYTES} of it */
    public static Result read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new Result.Wrong("the file is too large; expected at most " + MAX_BYTES + " bytes");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("{")) {
            return json(text);
        }
        if (TailscaleDocument.isText(text)) {
            return new Result.Read(TailscaleDocument.text(text));
        }
        return DoctorDocument.isTables(text) ? new Result.Read(DoctorDocument.tables(text))
                : new Result.Wrong("this is no report that is known; " + EXPECTED);
    }

    /** JSON is YAML but for tabs between its tokens; within its texts there are none (RFC 8259 section 7). */
    private static Result json(String text) {
        Mapping document;
        try {
            document = ScenarioTree.read(text.replace('\t', ' ').getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return new Result.Wrong(e.getMessage());
        }
        if (Json.text(document, "format").filter("magicsock-netcheck/1"::equals).isPresent()) {
            return new Result.Read(NetcheckDocument.read(document));
        }
        if (DoctorDocument.isJson(document)) {
            return new Result.Read(DoctorDocument.json(document));
        }
        return TailscaleDocument.isJson(document) ? new Result.Read(TailscaleDocument.json(document))
                : new Result.Wrong("this document is of no tool that is known; " + EXPECTED);
    }
}
