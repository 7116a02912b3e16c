package dev.magicsock.reports.html;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds HTML and SVG; all text and all attribute values are made harmless on their way in. Not thread-safe.
 *
 * <p>Attributes come as names and values in turn; names and tags are those of the code, never of a run.
 */
public final class Markup {

    private static final SafeText SAFE = new SafeText(Glyphs.UNICODE);

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element. */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Ends the element that was begun last and has not ended. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Ends an element and the line. */
    public Markup closeLine() {
        close();
        out.append('\n');
        return this;
    }

    /** An element that holds text only. */
    public Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element without contents: of HTML one of those that have no end tag, of SVG any. */
    public Markup single(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** Text. */
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** Markup that was made by another of these, or a resource of this package. */
    public Markup trusted(String markup) {
        out.append(markup);
        return this;
    }

    private void start(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalStateException("the last attribute of " + tag + " has no value");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        String safe = SAFE.escape(text);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** All of it; every element must have ended. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return out.toString();
    }
}
