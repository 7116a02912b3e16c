package dev.magicsock.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one response from a stream of bytes, in pieces of any size (RFC 9112).
 *
 * <p>Interim responses are skipped. What it keeps is bounded by its two limits, and it never reads behind the end of
 * the response, so that what follows stays with the caller. Pure, not thread-safe.
 */
public final class HttpResponseReader {

    /** Longest line of a chunk's size, extensions included. */
    private static final int MAX_CHUNK_LINE = 256;

    private static final int MAX_LENGTH_DIGITS = 10;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final int maxHeadBytes;
    private final int maxBodyBytes;
    private final boolean headOnly;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<HttpHeader> headers = new ArrayList<>();
    private State state = State.STATUS_LINE;
    private int headBytes;
    private int status;
    private String reason = "";
    private long left;
    private HttpRejection rejection;

    private enum State { STATUS_LINE, HEADERS, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, UNTIL_CLOSE, DONE, FAILED }

    private HttpResponseReader(int maxHeadBytes, int maxBodyBytes, boolean headOnly) {
        this.maxHeadBytes = maxHeadBytes;
        this.maxBodyBytes = maxBodyBytes;
        this.headOnly = headOnly;
    }

    /** Reads a head, and nothing behind it. */
    public static HttpResponseReader ofHead(int maxHeadBytes) {
        return new HttpResponseReader(maxHeadBytes, 0, true);
    }

    /** Reads head and body of an answer to a method other than {@code HEAD} and {@code CONNECT}. */
    public static HttpResponseReader ofWhole(int maxHeadBytes, int maxBodyBytes) {
        return new HttpResponseReader(maxHeadBytes, maxBodyBytes, false);
    }

    /** Takes bytes as they come; returns how many belong to the response, all of them unless it has ended. */
    public int read(byte[] bytes, int offset, int length) {
        int at = 0;
        while (at < length && !isOver()) {
            if (state == State.BODY || state == State.CHUNK || state == State.UNTIL_CLOSE) {
                at += readBody(bytes, offset + at, length - at);
            } else {
                readLineByte(bytes[offset + at]);
                at++;
            }
        }
        return at;
    }

    /** The connection has ended. */
    public void endOfStream() {
        if (state == State.UNTIL_CLOSE) {
            state = State.DONE;
        } else if (!isOver()) {
            fail(HttpRejection.TRUNCATED);
        }
    }

    /** True if nothing more is read: the response is complete or rejected. */
    public boolean isOver() {
        return state == State.DONE || state == State.FAILED;
    }

    /** The response once it is complete. */
    public Optional<HttpResponse> response() {
        return state == State.DONE
                ? Optional.of(new HttpResponse(status, reason, headers, body.toByteArray())) : Optional.empty();
    }

    /** Why there will be no response. */
    public Optional<HttpRejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    private void fail(HttpRejection why) {
        state = State.FAILED;
        rejection = why;
    }

    private int readBody(byte[] bytes, int offset, int length) {
        int taken = state == State.UNTIL_CLOSE ? length : (int) Math.min(left, length);
        if (body.size() + (long) taken > maxBodyBytes) {
            fail(HttpRejection.BODY_TOO_LARGE);
            return 0;
        }
        body.write(bytes, offset, taken);
        left -= taken;
        if (left == 0 && state == State.BODY) {
            state = State.DONE;
        } else if (left == 0 && state == State.CHUNK) {
            state = State.CHUNK_END;
        }
        return taken;
    }

    private void readLineByte(byte next) {
        if (!hasRoomForLineByte()) {
            return;
        }
        if (next != '\n') {
            line.write(next);
            return;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        // A lone LF ends a line too (RFC 9112 section 2.2).
        readLine(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private boolean hasRoomForLineByte() {
        if (state == State.CHUNK_SIZE || state == State.CHUNK_END) {
            if (line.size() >= MAX_CHUNK_LINE) {
                fail(HttpRejection.MALFORMED_CHUNK);
            }
        } else if (++headBytes > maxHeadBytes) {
            fail(HttpRejection.HEAD_TOO_LARGE);
        }
        return state != State.FAILED;
    }

    private void readLine(String text) {
        switch (state) {
            case STATUS_LINE -> readStatusLine(text);
            case HEADERS -> readHeaderLine(text);
            case CHUNK_SIZE -> readChunkSize(text);
            case CHUNK_END -> {
                if (text.isEmpty()) {
                    state = State.CHUNK_SIZE;
                } else {
                    fail(HttpRejection.MALFORMED_CHUNK);
                }
            }
            case TRAILERS -> {
                if (text.isEmpty()) {
                    state = State.DONE;
                }
            }
            case BODY, CHUNK, UNTIL_CLOSE, DONE, FAILED -> throw new IllegalStateException("a line in " + state);
        }
    }

    private void readStatusLine(String text) {
        boolean http = text.startsWith("HTTP/1.0 ") || text.startsWith("HTTP/1.1 ");
        String code = http && text.length() >= 12 ? text.substring(9, 12) : "";
        boolean digits = code.length() == 3 && code.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean ends = text.length() == 12 || text.length() > 12 && text.charAt(12) == ' ';
        if (!digits || !ends || code.charAt(0) == '0' || !HttpHeader.isValue(text)) {
            fail(HttpRejection.NOT_HTTP);
            return;
        }
        status = Integer.parseInt(code);
        reason = text.length() > 13 ? text.substring(13).strip() : "";
        state = State.HEADERS;
    }

    private void readHeaderLine(String text) {
        if (text.isEmpty()) {
            endOfHead();
            return;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (HttpHeader.isToken(name) && HttpHeader.isValue(value)) {
            headers.add(new HttpHeader(name, value));
        } else {
            fail(HttpRejection.MALFORMED_HEADER);
        }
    }

    private void endOfHead() {
        boolean interim = status / 100 == 1 && status != 101;
        if (interim) {
            headers.clear();
            state = State.STATUS_LINE;
        } else if (headOnly || status == 101 || status == NO_CONTENT || status == NOT_MODIFIED) {
            state = State.DONE;
        } else {
            chooseBody();
        }
    }

    /** RFC 9112 section 6.3. */
    private void chooseBody() {
        List<String> codings = values("Transfer-Encoding");
        List<String> lengths = values("Content-Length").stream().distinct().toList();
        if (!codings.isEmpty()) {
            if (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")) {
                state = State.CHUNK_SIZE;
            } else {
                fail(HttpRejection.UNKNOWN_TRANSFER_CODING);
            }
        } else if (lengths.isEmpty()) {
            state = State.UNTIL_CLOSE;
        } else {
            chooseLength(lengths);
        }
    }

    private void chooseLength(List<String> lengths) {
        String length = lengths.getFirst();
        boolean digits = !length.isEmpty() && length.length() <= MAX_LENGTH_DIGITS
                && length.chars().allMatch(c -> c >= '0' && c <= '9');
        if (lengths.size() > 1 || !digits) {
            fail(HttpRejection.BAD_LENGTH);
            return;
        }
        left = Long.parseLong(length);
        if (left > maxBodyBytes) {
            fail(HttpRejection.BODY_TOO_LARGE);
        } else {
            state = left == 0 ? State.DONE : State.BODY;
        }
    }

    private List<String> values(String name) {
        return headers.stream().filter(header -> header.is(name)).map(HttpHeader::value).toList();
    }

    private void readChunkSize(String text) {
        int semicolon = text.indexOf(';');
        String size = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        boolean hex = !size.isEmpty() && size.length() <= 8
                && size.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        if (!hex) {
            fail(HttpRejection.MALFORMED_CHUNK);
            return;
        }
        left = Long.parseLong(size, 16);
        if (body.size() + left > maxBodyBytes) {
            fail(HttpRejection.BODY_TOO_LARGE);
        } else {
            state = left == 0 ? State.TRAILERS : State.CHUNK;
        }
    }
}
