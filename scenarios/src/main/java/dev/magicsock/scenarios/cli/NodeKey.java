package dev.magicsock.scenarios.cli;

import dev.magicsock.identity.SecretKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Keeps a secret key in a file: 64 hexadecimal digits, readable by its owner only. */
final class NodeKey {

    /** A key, a line end, and some blanks of an editor's. */
    private static final int MAX_BYTES = 2 * SecretKey.BYTES + 16;

    private NodeKey() {
    }

    /** The key in the file; a fresh one, which is stored there, if there is no such file. */
    static SecretKey load(Path file, RandomGenerator random) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(file + " is too large for a key");
            }
            return parse(file, new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException missing) {
            SecretKey key = SecretKey.generate(random);
            store(file, key);
            return key;
        }
    }

    private static SecretKey parse(Path file, String text) throws IOException {
        try {
            return SecretKey.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            // Says nothing of the content, which may be a key all the same.
            throw new IOException(file + " does not hold a key of 64 hexadecimal digits", e);
        }
    }

    private static void store(Path file, SecretKey key) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        byte[] text = (HexFormat.of().formatHex(key.toBytes()) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (WritableByteChannel channel = Files.newByteChannel(file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(text));
        } catch (NoSuchFileException e) {
            throw new IOException(file + " cannot be made: there is no such directory", e);
        }
    }
}
