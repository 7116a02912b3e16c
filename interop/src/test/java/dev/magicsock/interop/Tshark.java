package dev.magicsock.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wireshark's command line. Checksums are validated, and TCP streams put together even if segments are out of order.
 */
final class Tshark {

    private static final List<String> PREFERENCES = List.of("ip.check_checksum:TRUE", "udp.check_checksum:TRUE",
            "tcp.check_checksum:TRUE", "tcp.reassemble_out_of_order:TRUE");

    private static final List<String> GUESSED_ABOVE = List.of("udp", "tcp");
    private static final List<String> KNOWN_BY_PORT = List.of("http", "websocket");

    private final String program;

    /** Where the script that installs it found one; empty if it did not. */
    static Optional<Tshark> find() throws IOException {
        Process script = new ProcessBuilder("./install-tshark").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return answer.isEmpty() ? Optional.empty() : Optional.of(new Tshark(answer));
    }

    private Tshark(String program) {
        this.program = program;
    }

    /**
     * Options that keep it from guessing by the look of a payload what it is: among thousands of encrypted or random
     * ones some look like anything. What is known by its port is still taken for what it is.
     */
    List<String> withoutGuesses() throws IOException {
        return run(List.of(program, "-G", "heuristic-decodes")).stream().map(line -> line.split("\t"))
                .filter(fields -> GUESSED_ABOVE.contains(fields[0]) && !KNOWN_BY_PORT.contains(fields[1]))
                .map(fields -> fields[1]).distinct().flatMap(name -> Stream.of("--disable-protocol", name)).toList();
    }

    /** What it prints about a capture. */
    List<String> lines(Path capture, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-n", "-r", capture.toString()));
        PREFERENCES.forEach(preference -> command.addAll(List.of("-o", preference)));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static List<String> run(List<String> command) throws IOException {
        Path errors = Files.createTempFile("tshark", ".log");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines().toList();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("tshark failed: " + Files.readString(errors));
        }
        Files.delete(errors);
        return lines;
    }
}
