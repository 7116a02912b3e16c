package dev.magicsock.relaystub.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the head of an HTTP/1.1 request (RFC 9112 sections 2 to 5). Total and bounded: at most {@link #MAX_BYTES} bytes
 * and {@link #MAX_HEADERS} headers, line ends are CR LF, no folded lines.
 */
public final class RequestHeadParser {

    /** A relay URL of a kibibyte, a token and the headers of a proxy fit several times. */
    public static final int MAX_BYTES = 16 << 10;

    /** Browsers behind proxies send about thirty. */
    public static final int MAX_HEADERS = 100;

    private static final String END = "\r\n\r\n";

    private RequestHeadParser() {
    }

    /** Reads the first {@code length} bytes. */
    public static RequestHeadResult parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, Math.min(length, MAX_BYTES), StandardCharsets.ISO_8859_1);
        int end = text.indexOf(END);
        if (end < 0) {
            return length >= MAX_BYTES
                    ? new RequestHeadResult.Malformed("the head exceeds " + MAX_BYTES + " bytes")
                    : new RequestHeadResult.Incomplete();
        }
        String[] lines = text.substring(0, end).split("\r\n", MAX_HEADERS + 2);
        if (lines.length > MAX_HEADERS + 1) {
            return new RequestHeadResult.Malformed("more than " + MAX_HEADERS + " headers");
        }
        return parseLines(lines, end + END.length());
    }

    private static RequestHeadResult parseLines(String[] lines, int bytes) {
        String[] request = lines[0].split(" ", -1);
        if (request.length != 3 || !request[2].equals("HTTP/1.1") || !isToken(request[0])
                || !request[1].startsWith("/") || !isVisible(request[1])) {
            return new RequestHeadResult.Malformed("the request line is not 'METHOD /target HTTP/1.1'");
        }
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0 || !isToken(lines[i].substring(0, colon)) || hasControl(lines[i])) {
                return new RequestHeadResult.Malformed("header line " + i + " is not 'name: value'");
            }
            headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        return new RequestHeadResult.Complete(new RequestHead(request[0], request[1], headers), bytes);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
                || c >= 'a' && c <= 'z' || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }
}
