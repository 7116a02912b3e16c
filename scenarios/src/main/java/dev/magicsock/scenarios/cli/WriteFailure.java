package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file cannot be written, in words. */
final class WriteFailure {

    private WriteFailure() {
    }

    /** One line without the program's name. */
    static String words(Path file, IOException failure) {
        String shown = file.toString().isEmpty() ? "a file without a name" : file.toString();
        return shown.replaceAll("\\p{Cntrl}", "?") + " cannot be written: " + reason(failure);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such directory";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "a file of this name is in the way";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
