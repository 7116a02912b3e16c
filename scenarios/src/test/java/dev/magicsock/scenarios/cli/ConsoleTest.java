package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.verdict.VerdictOptions.Colours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private static final Terminal FILE = new Terminal(false, false, 100, Colours.NONE, Glyphs.ASCII);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aReaderWhoWentAwayChangesNothing() {
        assertEquals(1, consoleThatFailsWith("Broken pipe").finish(1));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFullDiskIsAnErrorWhateverTheCommandSaid() {
        assertEquals(ExitCode.INTERNAL, consoleThatFailsWith("No space left on device").finish(0));
        assertEquals("magicsock: the output cannot be written: No space left on device\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsUtf8() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(out, err, FILE);
        console.out().print("alice \u2194 bob");
        assertEquals(0, console.finish(0));
        assertEquals("alice \u2194 bob", out.toString(StandardCharsets.UTF_8));
    }

    private Console consoleThatFailsWith(String message) {
        Console console = new Console(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(message);
            }
        }, err, FILE);
        console.out().print("x".repeat(100_000));
        return console;
    }
}
