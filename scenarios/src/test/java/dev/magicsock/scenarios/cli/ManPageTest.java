package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ManPageTest {

    @TempDir
    private Path folder;

    @Command(name = "odd", description = {".TH 'quoted' \\fB is no request", "and ends."},
            footer = {"", "Examples:", "  .odd --at ~/x^2", "", "Exit codes: 0 fine,", "1 not.", "", "A remark."})
    private static final class Odd {

        @Option(names = {"-a", "--at"}, paramLabel = "FILE", defaultValue = "a-b",
                description = "'where' (${DEFAULT-VALUE})")
        private String at;
    }

    @Test
    void nothingInATextIsARequestOrATypographicCharacter() {
        assertEquals("""
                .TH "ODD" 1 "" "MagicSock Lab %s" "MagicSock Lab"
                .nh
                .ad l
                .SH "NAME"
                odd \\- .TH \\(aqquoted\\(aq \\efB is no request and ends.
                .SH "SYNOPSIS"
                odd [\\-a=FILE]
                .SH "OPTIONS"
                .TP
                \\fB\\-a\\fR, \\fB\\-\\-at\\fR=\\fIFILE\\fR
                \\(aqwhere\\(aq (a\\-b)
                .SH "EXAMPLES"
                .EX
                \\&.odd \\-\\-at \\(ti/x\\(ha2
                .EE
                .SH "EXIT STATUS"
                0 fine, 1 not.
                .SH "NOTES"
                A remark.
                """.formatted(Version.number()), ManPage.of(new CommandLine(new Odd()).getCommandSpec()));
    }

    @Test
    void everyPageHasTheUsualSectionsInTheUsualOrder() {
        List<String> usual = List.of("NAME", "SYNOPSIS", "ARGUMENTS", "OPTIONS", "COMMANDS", "EXAMPLES", "EXIT STATUS",
                "NOTES", "SEE ALSO");
        for (CommandLine command : Commands.all(Commands.root()).toList()) {
            List<String> sections = ManPage.of(command.getCommandSpec()).lines().filter(line -> line.startsWith(".SH "))
                    .map(line -> line.substring(5, line.length() - 1)).toList();
            assertTrue(sections.containsAll(List.of("NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES")), sections::toString);
            List<String> known = usual.stream().filter(sections::contains).toList();
            assertEquals(known, sections);
        }
    }

    @Test
    void noPageHasMarkupOfTheHelpLeft() {
        for (CommandLine command : Commands.all(Commands.root()).toList()) {
            String page = ManPage.of(command.getCommandSpec());
            assertTrue(!page.contains("${") && !page.contains("@|"), page);
        }
    }

    @Test
    void groffFormatsAllPagesWithoutAWarning() throws Exception {
        Path groff = Stream.of("/usr/bin/groff", "/usr/local/bin/groff").map(Path::of).filter(Files::isExecutable)
                .findFirst().orElse(Path.of("groff"));
        assumeTrue(Files.isExecutable(groff), "manual pages are not formatted: groff is missing");
        for (CommandLine command : Commands.all(Commands.root()).toList()) {
            Path page = Files.writeString(folder.resolve(ManPage.name(command.getCommandSpec()) + ".1"),
                    ManPage.of(command.getCommandSpec()));
            String shown = run(groff.toString(), "-ww", "-man", "-Tascii", "-P-c", page.toString());
            String overstruck = ".\b";
            assertTrue(shown.replaceAll(overstruck, "").contains("NAME\n       "
                    + ManPage.name(command.getCommandSpec()) + " - "), shown);
            assertTrue(!shown.contains("warning") && !shown.contains("error:"), shown);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "groff hangs");
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
