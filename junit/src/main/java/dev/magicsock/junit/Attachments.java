package dev.magicsock.junit;

import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.json.RunDocument;
import dev.magicsock.reports.json.RunJson;
import dev.magicsock.reports.record.RecordedRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The reports of a run as files that JUnit publishes with the test. */
final class Attachments {

    private final RecordedRun run;

    Attachments(RecordedRun run) {
        this.run = run;
    }

    /** Publishes the page and the record, and tells where the page is; the names of scenarios are fit for files. */
    Path publish(ExtensionContext context) {
        List<Path> pages = new ArrayList<>();
        String name = run.identity().scenario() + "-seed-" + run.identity().seed();
        context.publishFile(name + ".html", MediaType.create("text", "html", StandardCharsets.UTF_8),
                file -> {
                    pages.add(file);
                    write(file, target -> HtmlReport.write(run, target));
                });
        context.publishFile(name + ".json", MediaType.APPLICATION_JSON,
                file -> write(file, target -> new RunJson().write(RunDocument.of(run), target)));
        return pages.getFirst();
    }

    private static void write(Path file, Report report) throws IOException {
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            report.write(target);
        }
    }

    private interface Report {
        void write(OutputStream target) throws IOException;
    }
}
