package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.record.RecordedRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name files to which a run is reported, besides what is printed. */
final class ReportFiles {

    @Option(names = "--html", paramLabel = "FILE", description = "also write a report to open in a browser: one file, "
            + "which needs nothing else")
    private Path html;

    /** Writes what was asked for; false where something could not be written, which {@code err} then says. */
    boolean write(RecordedRun run, PrintStream err) {
        return html == null || write(html, target -> HtmlReport.write(run, target), err);
    }

    private static boolean write(Path file, Report report, PrintStream err) {
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            report.write(target);
            return true;
        } catch (IOException e) {
            err.println("magicsock: " + file + " cannot be written: " + e);
            return false;
        }
    }

    private interface Report {
        void write(OutputStream target) throws IOException;
    }
}
