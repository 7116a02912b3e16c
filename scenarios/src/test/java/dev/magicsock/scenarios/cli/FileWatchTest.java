package dev.magicsock.scenarios.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What editors do, one step in each pause, and what comes of it. */
class FileWatchTest {

    @TempDir
    private Path folder;

    private final Deque<Step> steps = new ArrayDeque<>();
    /** What has settled is seen within so many pauses after the last step. */
    private int patience = 3;

    private interface Step {
        void run() throws IOException;
    }

    @Test
    void aWriteInPlaceIsSeen() throws Exception {
        later(() -> write("b"));
        assertEquals("b", awaitOtherThan("a"));
    }

    @Test
    void aFileThatTakesThePlaceOfTheOldOneIsSeen() throws Exception {
        later(() -> Files.move(Files.writeString(folder.resolve("x"), "b"), file(),
                StandardCopyOption.REPLACE_EXISTING));
        assertEquals("b", awaitOtherThan("a"));
    }

    @Test
    void aFileThatIsWrittenInPiecesIsTakenWhenItIsWhole() throws Exception {
        for (String part : new String[] {"", "b", "bc", "bcd"}) {
            later(() -> write(part));
        }
        assertEquals("bcd", awaitOtherThan("a"));
    }

    @Test
    void aFileThatIsGoneForAWhileIsWaitedFor() throws Exception {
        later(() -> Files.delete(file()));
        for (int i = 0; i < 10; i++) {
            later(() -> { });
        }
        later(() -> write("b"));
        assertEquals("b", awaitOtherThan("a"));
    }

    @Test
    void equalContentsAreNoChange() {
        later(() -> write("a"));
        later(() -> Files.setLastModifiedTime(file(), FileTime.fromMillis(77_777)));
        for (int i = 0; i < 5; i++) {
            later(() -> { });
        }
        assertThrows(InterruptedException.class, () -> awaitOtherThan("a"));
    }

    @Test
    void aDirectoryInItsPlaceIsNotRead() {
        later(() -> {
            Files.delete(file());
            Files.createDirectory(file());
        });
        for (int i = 0; i < 5; i++) {
            later(() -> { });
        }
        assertThrows(InterruptedException.class, () -> awaitOtherThan("a"));
    }

    private String awaitOtherThan(String known) throws Exception {
        Files.writeString(file(), known);
        FileWatch watch = new FileWatch(file(), 1000, span -> next());
        return new String(watch.awaitOther(known.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private void next() throws InterruptedException {
        Step step = steps.poll();
        if (step == null && Files.isRegularFile(file()) && patience-- > 0) {
            return;
        }
        if (step == null) {
            throw new InterruptedException();
        }
        try {
            step.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void later(Step step) {
        steps.add(step);
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("scenario.yaml");
    }
}
