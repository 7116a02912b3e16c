package dev.magicsock.quicsim.weave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads rules, one per line:
 * <pre>
 * weave  tech.kwik.                          # classes whose names start so are woven
 * check  at.favre.lib.                       # used as they are, held to the rules
 * type   java.lang.Thread = a.b.SimThread    # wherever the class is mentioned
 * new    java.util.HashMap = a.b.OtherMap    # where one is created; a subclass
 * call   java.time.Instant.now()Ljava/time/Instant; = a.b.SimTime.now
 * allow  java.util.ArrayList                 # also: a package's a.b.*, a member's a.b.C.member
 * allow  java.lang.Class.&lt;type&gt;              # may be mentioned, not used
 * deny   parallelStream                      # members of this name, whatever allows them
 * </pre>
 */
public final class RuleReader {

    private static final String RESOURCE = "weaving.rules";

    private final List<String> weave = new ArrayList<>();
    private final List<String> check = new ArrayList<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> creates = new LinkedHashMap<>();
    private final Map<Rules.MethodName, Rules.StaticTarget> calls = new LinkedHashMap<>();
    private final Set<String> allowed = new LinkedHashSet<>();
    private final Set<String> denied = new LinkedHashSet<>();

    private RuleReader() {
    }

    /** The lines of the rules by which this module is built. */
    public static List<String> standardLines() {
        try (InputStream in = RuleReader.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static Rules read(List<String> lines) {
        RuleReader reader = new RuleReader();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty() && !reader.take(line)) {
                throw new IllegalArgumentException("line " + (i + 1) + ": no such rule: " + line);
            }
        }
        return new Rules(reader.weave, reader.check, reader.types, reader.creates, reader.calls, reader.allowed,
                reader.denied);
    }

    private boolean take(String line) {
        String[] words = line.split("\\s+");
        return switch (words[0]) {
            case "weave" -> words.length == 2 && weave.add(words[1]);
            case "check" -> words.length == 2 && check.add(words[1]);
            case "allow" -> words.length == 2 && allowed.add(words[1]);
            case "deny" -> words.length == 2 && denied.add(words[1]);
            case "type" -> isReplacement(words) && types.put(words[1], words[3]) == null;
            case "new" -> isReplacement(words) && creates.put(words[1], words[3]) == null;
            case "call" -> isReplacement(words) && words[1].indexOf('(') > 0
                    && calls.put(method(words[1]), target(words[3])) == null;
            default -> false;
        };
    }

    private static boolean isReplacement(String[] words) {
        return words.length == 4 && words[2].equals("=") && words[3].indexOf('.') > 0;
    }

    private static Rules.MethodName method(String text) {
        int parenthesis = text.indexOf('(');
        int dot = text.lastIndexOf('.', parenthesis);
        return new Rules.MethodName(text.substring(0, dot), text.substring(dot + 1, parenthesis),
                text.substring(parenthesis));
    }

    private static Rules.StaticTarget target(String text) {
        int dot = text.lastIndexOf('.');
        return new Rules.StaticTarget(text.substring(0, dot), text.substring(dot + 1));
    }
}
