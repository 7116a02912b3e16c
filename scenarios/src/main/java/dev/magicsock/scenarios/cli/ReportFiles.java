package dev.magicsock.scenarios.cli;

import dev.magicsock.reports.csv.SeriesCsv;
import dev.magicsock.reports.events.EventLines;
import dev.magicsock.reports.html.HtmlReport;
import dev.magicsock.reports.junit.JunitXml;
import dev.magicsock.reports.junit.RunSuite;
import dev.magicsock.reports.mermaid.PunchSequence;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.scenarios.run.Watcher;
import dev.magicsock.tls.KeyLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that name files to which a run is reported, besides what is printed. */
final class ReportFiles {

    @Option(names = "--html", paramLabel = "FILE", description = "also write a report to open in a browser: one file, "
            + "which needs nothing else")
    private Path html;

    @Option(names = "--pcap", paramLabel = "FILE", description = "also capture all packets at both ends of every link "
            + "(pcapng, for Wireshark)")
    private Path pcap;

    @Option(names = "--ndjson", paramLabel = "FILE", description = "also write the events, one JSON object on each "
            + "line; 'magicsock schema --events' prints their schema")
    private Path ndjson;

    @Option(names = "--csv", paramLabel = "FILE", description = "also write every plotted series as a table (RFC 4180)")
    private Path csv;

    @Option(names = "--mermaid", paramLabel = "FILE", description = "also write the punch of the first pair as a "
            + "Mermaid sequence diagram, for issues and documents")
    private Path mermaid;

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the expectations as JUnit XML, for "
            + "continuous integration")
    private Path junit;

    @Option(names = "--qlog", paramLabel = "DIRECTORY", description = "also write what endpoints and their QUIC "
            + "connections do as qlog, one file for each")
    private Path qlog;

    @Option(names = "--key-log", paramLabel = "FILE", description = "also write the TLS secrets of real QUIC, in the "
            + "format of SSLKEYLOGFILE; a capture has them anyway")
    private Path keyLog;

    private final List<String> secrets = new ArrayList<>();
    private Optional<CaptureFile> capture = Optional.empty();
    private Optional<QlogFiles> qlogFiles = Optional.empty();

    /** Whether any of them is wanted. */
    boolean areWanted() {
        return Stream.of(html, pcap, ndjson, csv, mermaid, junit, keyLog).anyMatch(Objects::nonNull);
    }

    /** Opens what is written during the run; false where that is impossible, which {@code err} then says. */
    boolean open(RunIdentity identity, PrintStream err) {
        secrets.clear();
        capture = Optional.empty();
        qlogFiles = Optional.empty();
        return open(pcap, () -> capture = Optional.of(CaptureFile.open(pcap, identity)), err)
                && open(qlog, () -> qlogFiles = Optional.of(QlogFiles.open(qlog, identity)), err);
    }

    private static boolean open(Path file, Opening opening, PrintStream err) {
        if (file == null) {
            return true;
        }
        try {
            opening.open();
            return true;
        } catch (IOException e) {
            return fail(file, e, err);
        }
    }

    /** What wants to watch the run. */
    List<Watcher> watchers() {
        return Stream.concat(capture.stream().map(CaptureFile::capture), qlogFiles.stream().map(QlogFiles::qlog))
                .toList();
    }

    /** What wants to have the secrets of the run. */
    KeyLog keyLog() {
        if (keyLog == null && capture.isEmpty()) {
            return KeyLog.NONE;
        }
        return line -> {
            if (keyLog != null) {
                secrets.add(line);
            }
            capture.ifPresent(file -> file.capture().line(line));
        };
    }

    /** Ends what was written during the run; false where it is not complete, which {@code err} then says. */
    boolean close(PrintStream err) {
        return capture.flatMap(CaptureFile::close).map(failure -> fail(pcap, failure, err)).orElse(true)
                & qlogFiles.flatMap(QlogFiles::close).map(failure -> fail(qlog, failure, err)).orElse(true);
    }

    /** Writes what is made from the record; false where something could not be written, which {@code err} then says. */
    boolean write(RecordedRun run, PrintStream err) {
        return write(html, target -> HtmlReport.write(run, target), err)
                & write(ndjson, target -> EventLines.write(run, target), err)
                & write(csv, target -> SeriesCsv.write(run, target), err)
                & write(mermaid, target -> target.write(utf8(PunchSequence.of(run))), err)
                & write(keyLog, target -> target.write(lines(secrets)), err)
                & write(junit, target -> target.write(utf8(JunitXml.of(RunSuite.of(run)))), err);
    }

    private static byte[] lines(List<String> lines) {
        return utf8(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean write(Path file, Report report, PrintStream err) {
        if (file == null) {
            return true;
        }
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
            report.write(target);
            return true;
        } catch (IOException e) {
            return fail(file, e, err);
        }
    }

    private static boolean fail(Path file, IOException failure, PrintStream err) {
        err.println("magicsock: " + WriteFailure.words(file, failure));
        return false;
    }

    private interface Opening {
        void open() throws IOException;
    }

    private interface Report {
        void write(OutputStream target) throws IOException;
    }
}
