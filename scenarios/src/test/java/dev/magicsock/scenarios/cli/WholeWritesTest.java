package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeWritesTest {

    @TempDir
    private Path folder;

    @Test
    void theFileNeverEndsWithinAWrite() throws IOException {
        Path path = folder.resolve("file");
        try (WholeWrites file = WholeWrites.to(path)) {
            for (int i = 1; i < 300; i++) {
                file.write(new byte[1000]);
                assertEquals(0, Files.size(path) % 1000);
            }
            file.write(new byte[200_000]);
            assertEquals(0, Files.size(path) % 1000);
        }
        assertEquals(499_000, Files.size(path));
    }

    @Test
    void whatComesAfterTheEndIsLeftOut() throws IOException {
        Path path = folder.resolve("file");
        WholeWrites file = WholeWrites.to(path);
        file.write(new byte[3]);
        file.close();
        file.write(new byte[4]);
        file.close();
        assertEquals(3, Files.size(path));
    }

    @Test
    void aFullDiskIsTold() throws IOException {
        Path full = Path.of("/dev/full");
        if (Files.exists(full)) {
            WholeWrites file = WholeWrites.to(full);
            file.write(1);
            assertThrows(IOException.class, file::close);
        }
    }
}
