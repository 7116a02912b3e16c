package dev.magicsock.scenarios.determinism;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Runs all samples and prints a line for each: for comparing one JVM with another. */
public final class PrintDigests {

    private PrintDigests() {
    }

    public static void main(String[] arguments) {
        Samples.NAMES.forEach(name -> System.out.println(line(name, Samples.document(name))));
    }

    static String line(String name, String document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return name + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
