package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.run.Watcher;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name files to which a run is reported, besides what is printed. */
final class ReportFiles {

    @Option(names = "--html", paramLabel = "FILE", description = "also write a report to open in a browser: one file, "
            + "which needs nothing else")
    private Path html;

    @Option(names = "--pcap", paramLabel = "FILE", description = "also capture all packets at both ends of every link "
            + "(pcapng, for Wireshark)")
    private Path pcap;

    private Optional<CaptureFile> capture = Optional.empty();

    /** Opens what is written during the run; false where that is impossible, which {@code err} then says. */
    boolean open(RunIdentity identity, PrintStream err) {
        try {
            capture = pcap == null ? Optional.empty() : Optional.of(CaptureFile.open(pcap, identity));
            return true;
        } catch (IOException e) {
            return fail(pcap, e, err);
        }
    }

    /** What wants to watch the run. */
    List<Watcher> watchers() {
        return capture.stream().<Watcher>map(file -> file).toList();
    }

    /** Ends what was written during the run; false where it is not complete, which {@code err} then says. */
    boolean close(PrintStream err) {
        return capture.flatMap(CaptureFile::close).map(failure -> fail(pcap, failure, err)).orElse(true);
    }

    /** Writes what is made from the record; false where something could not be written, which {@code err} then says. */
    boolean write(RecordedRun run, PrintStream err) {
        return html == null || write(html, target -> HtmlReport.write(run, target), err);
    }

    private static boolean write(Path file, Report report, PrintStream err) {
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            report.write(target);
            return true;
        } catch (IOException e) {
            return fail(file, e, err);
        }
    }

    private static boolean fail(Path file, IOException failure, PrintStream err) {
        err.println("magicsock: " + file + " cannot be written: " + failure);
        return false;
    }

    private interface Report {
        void write(OutputStream target) throws IOException;
    }
}
