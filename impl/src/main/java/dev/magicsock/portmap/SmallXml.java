package dev.magicsock.portmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the little XML that gateways speak: elements and text, nothing else.
 *
 * <p>Attributes, comments, processing instructions and CDATA sections are skipped or taken as they are; of entities
 * only the five predefined ones are known, any other and every document type is refused. Names lose their prefix.
 * Nothing is ever fetched, expanded or nested deeper than {@link #MAX_DEPTH}.
 */
final class SmallXml {

    static final int MAX_CHARS = 64 << 10;
    static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 4096;

    /**
     * An element that has ended.
     *
     * @param path the names from the root to it, such as {@code root/device/friendlyName}
     * @param text what stands in it directly, without space around it
     * @param opened how many elements had begun before it, which orders parents before their children
     */
    record Element(String path, String text, int opened) {

        /** Its name without its parents'. */
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private static final class Open {
        private final String name;
        private final int opened;
        private final StringBuilder text = new StringBuilder();

        private Open(String name, int opened) {
            this.name = name;
            this.opened = opened;
        }
    }

    private final String source;
    private final List<Open> open = new ArrayList<>();
    private final List<Element> ended = new ArrayList<>();
    private int at;
    private int opened;

    private SmallXml(String source) {
        this.source = source;
    }

    /** All elements in the order in which they end; empty for anything that is not such a document. */
    static Optional<List<Element>> read(String source) {
        if (source.length() > MAX_CHARS) {
            return Optional.empty();
        }
        SmallXml reader = new SmallXml(source);
        return reader.readAll() ? Optional.of(reader.ended) : Optional.empty();
    }

    private boolean readAll() {
        while (at < source.length()) {
            boolean good = source.charAt(at) == '<' ? readMarkup() : readText();
            if (!good) {
                return false;
            }
        }
        return open.isEmpty() && !ended.isEmpty();
    }

    private boolean readMarkup() {
        if (source.startsWith("<!--", at)) {
            return skipPast("-->");
        }
        if (source.startsWith("<?", at)) {
            return skipPast("?>");
        }
        if (source.startsWith("<![CDATA[", at)) {
            return readCdata();
        }
        return source.startsWith("<!", at) ? false : readTag();
    }

    private boolean skipPast(String end) {
        int found = source.indexOf(end, at);
        at = found + end.length();
        return found >= 0;
    }

    private boolean readCdata() {
        int end = source.indexOf("]]>", at);
        if (end < 0 || open.isEmpty()) {
            return false;
        }
        open.getLast().text.append(source, at + "<![CDATA[".length(), end);
        at = end + "]]>".length();
        return true;
    }

    private boolean readTag() {
        int end = endOfTag();
        if (end < 0) {
            return false;
        }
        String tag = source.substring(at + 1, end);
        at = end + 1;
        if (tag.startsWith("/")) {
            return close(localName(tag.substring(1).strip()));
        }
        boolean empty = tag.endsWith("/");
        String name = localName(tag.substring(0, firstSpace(empty ? tag.substring(0, tag.length() - 1) : tag)));
        return open(name) && (!empty || close(name));
    }

    /** A tag ends at the first bracket that is not in quotes. */
    private int endOfTag() {
        char quote = 0;
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            } else if (c == '<') {
                return -1;
            }
        }
        return -1;
    }

    private static int firstSpace(String tag) {
        for (int i = 0; i < tag.length(); i++) {
            if (tag.charAt(i) <= ' ') {
                return i;
            }
        }
        return tag.length();
    }

    private static String localName(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private boolean open(String name) {
        boolean named = !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == '/' || c == '&' || c == '<');
        if (!named || open.size() == MAX_DEPTH || opened == MAX_ELEMENTS || open.isEmpty() && !ended.isEmpty()) {
            return false;
        }
        open.add(new Open(name, opened++));
        return true;
    }

    private boolean close(String name) {
        if (open.isEmpty() || !open.getLast().name.equals(name)) {
            return false;
        }
        String path = String.join("/", open.stream().map(each -> each.name).toList());
        Open last = open.removeLast();
        ended.add(new Element(path, last.text.toString().strip(), last.opened));
        return true;
    }

    private boolean readText() {
        int end = source.indexOf('<', at);
        String text = source.substring(at, end < 0 ? source.length() : end);
        at += text.length();
        if (open.isEmpty()) {
            // A byte order mark may come first.
            return text.chars().allMatch(c -> c <= ' ' || c == '\uFEFF');
        }
        Optional<String> plain = withoutEntities(text);
        plain.ifPresent(open.getLast().text::append);
        return plain.isPresent();
    }

    private static Optional<String> withoutEntities(String text) {
        if (text.indexOf('&') < 0) {
            return Optional.of(text);
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '&') {
                plain.append(text.charAt(i));
                continue;
            }
            int end = text.indexOf(';', i);
            int meant = end < 0 ? -1 : predefined(text.substring(i + 1, end));
            if (meant < 0) {
                return Optional.empty();
            }
            plain.append((char) meant);
            i = end;
        }
        return Optional.of(plain.toString());
    }

    private static int predefined(String entity) {
        return switch (entity) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> -1;
        };
    }
}
