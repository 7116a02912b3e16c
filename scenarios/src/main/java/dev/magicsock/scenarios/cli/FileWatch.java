package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Waits until the contents of a file change.
 *
 * <p>It looks at the file by its name again and again, because that works on every file system and with every editor:
 * those that write in place, and those that put another file where it was. What it sees is taken once it has stayed the
 * same for a moment, so half a file is not.
 */
final class FileWatch {

    /** Nobody notices that much; one look costs some microseconds. */
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Path file;
    private final int maxBytes;
    private final Pause pause;

    /** @param maxBytes what is read of the file */
    FileWatch(Path file, int maxBytes, Pause pause) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.pause = pause;
    }

    /** What tells that somebody wrote, without reading. */
    private record Look(FileTime modified, long size, Optional<Object> key) {
    }

    /**
     * Waits for contents other than these, as long as it takes; a file that is gone for a while is waited for.
     *
     * @throws InterruptedException if the waiting is to end
     */
    byte[] awaitOther(byte[] known) throws InterruptedException {
        Optional<Look> settled = Optional.empty();
        while (true) {
            Optional<Look> first = look();
            pause.pause(EVERY);
            Optional<Look> second = look();
            if (second.isEmpty() || !first.equals(second) || second.equals(settled)) {
                continue;
            }
            settled = second;
            Optional<byte[]> contents = read();
            if (contents.isPresent() && !Arrays.equals(contents.get(), known)) {
                return contents.get();
            }
        }
    }

    private Optional<Look> look() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.isRegularFile() ? Optional.of(new Look(found.lastModifiedTime(), found.size(),
                    Optional.ofNullable(found.fileKey()))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> read() {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(maxBytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
