package dev.magicsock.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The style sheet and the scripts, which are resources beside this class. */
public final class Assets {

    /** In the order in which they depend on each other. */
    private static final List<String> SCRIPTS = List.of("format.js", "theme.js", "plots.js", "timeline.js", "nat.js");

    private Assets() {
    }

    /** The style sheet. */
    public static String style() {
        return read("report.css");
    }

    /** All scripts in a scope of their own. */
    static String script() {
        StringBuilder script = new StringBuilder("\"use strict\";\n(() => {\n");
        SCRIPTS.forEach(name -> script.append(read(name)));
        return script.append("})();\n").toString();
    }

    /** What a content security policy calls this script (CSP level 3, section 2.3.1). */
    public static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One resource beside this class; {@code name} is one of the code's, never of a run. */
    public static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
