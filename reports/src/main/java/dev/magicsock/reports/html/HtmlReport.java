package dev.magicsock.reports.html;

import dev.magicsock.reports.record.RecordedRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the report of a run as one self-contained HTML file in UTF-8. Equal records give equal bytes. Stateless and
 * thread-safe.
 */
public final class HtmlReport {

    private HtmlReport() {
    }

    /**
     * Writes the page; the stream belongs to the caller and stays open.
     *
     * @throws IOException where the stream fails
     */
    public static void write(RecordedRun run, OutputStream target) throws IOException {
        target.write(render(run).getBytes(StandardCharsets.UTF_8));
    }

    /** The page as text. */
    public static String render(RecordedRun run) {
        return new Page(run).render();
    }
}
