package dev.magicsock.reports.text;

/** Words as a POSIX shell reads them back. Stateless and thread-safe. */
public final class ShellWord {

    private static final String PLAIN = "@%_+=:,./-";

    private ShellWord() {
    }

    /** The word itself if nothing in it is special to a shell, else the word in single quotes. */
    public static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().allMatch(c ->
                c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
