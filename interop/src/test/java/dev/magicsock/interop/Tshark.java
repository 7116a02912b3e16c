package dev.magicsock.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wireshark's command line. Checksums are validated, and TCP streams put together even if segments are out of order.
 */
final class Tshark {

    private static final List<String> PREFERENCES = List.of("ip.check_checksum:TRUE", "udp.check_checksum:TRUE",
            "tcp.check_checksum:TRUE", "tcp.reassemble_out_of_order:TRUE");

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

    /** What it prints about a capture. */
    List<String> lines(Path capture, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-n", "-r", capture.toString()));
        PREFERENCES.forEach(preference -> command.addAll(List.of("-o", preference)));
        command.addAll(List.of(arguments));
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
