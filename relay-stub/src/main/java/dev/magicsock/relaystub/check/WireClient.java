package dev.magicsock.relaystub.check;

import dev.magicsock.relaystub.http.Header;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One blocking connection, from which bytes, HTTP requests and WebSocket frames are sent as asked, allowed or not.
 *
 * <p>For one thread. Nothing waits longer than the timeout given at the start unless another one is given.
 */
public final class WireClient implements AutoCloseable {

    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MAX_PAYLOAD_BYTES = 1 << 20;

    /**
     * Any mask is as good as any other towards a relay: there is no proxy here to be confused (RFC 6455 section
     * 10.3).
     */
    private static final byte[] MASK = {0x5A, 0x17, (byte) 0xC3, 0x3C};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration timeout;

    private WireClient(Socket socket, Duration timeout) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.timeout = timeout;
    }

    /** Connects, over TLS if the dialer says so. */
    public static WireClient connect(Dialer dialer) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(dialer.host(), dialer.port()), millis(dialer.timeout()));
            plain.setSoTimeout(millis(dialer.timeout()));
            return new WireClient(dialer.secure(plain), dialer.timeout());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    /** The session whose keying material can be exported; empty without TLS. */
    public Optional<ExtendedSSLSession> tlsSession() {
        return socket instanceof SSLSocket tls && tls.getSession() instanceof ExtendedSSLSession session
                ? Optional.of(session) : Optional.empty();
    }

    /** Sends these bytes and nothing else. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends the head of a request, given as its lines, and reads the reply. */
    public HttpReply request(String... lines) throws IOException {
        send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return readReply();
    }

    /** Reads the reply to a request. */
    public HttpReply readReply() throws IOException {
        socket.setSoTimeout(millis(timeout));
        String[] lines = readHead().split("\r\n");
        String[] status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[0].equals("HTTP/1.1") || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("not a status line: " + lines[0]);
        }
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + lines[i]);
            }
            headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
        }
        HttpReply reply = new HttpReply(Integer.parseInt(status[1]), headers, "");
        return new HttpReply(reply.status(), headers, readBody(reply));
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            if (head.length() >= MAX_HEAD_BYTES) {
                throw new IOException("a reply's head of more than " + MAX_HEAD_BYTES + " bytes");
            }
            head.append((char) readByte());
        }
        return head.toString();
    }

    private String readBody(HttpReply reply) throws IOException {
        if (reply.status() == 101 || reply.status() == 204) {
            return "";
        }
        Optional<String> length = reply.header("Content-Length").filter(text -> text.matches("[0-9]{1,5}"));
        if (length.isPresent()) {
            return new String(readBytes(Integer.parseInt(length.get())), StandardCharsets.UTF_8);
        }
        boolean chunked = reply.header("Transfer-Encoding")
                .filter(value -> value.toLowerCase(Locale.ROOT).equals("chunked")).isPresent();
        if (chunked) {
            throw new IOException("a chunked reply, which no service of a relay needs");
        }
        return new String(in.readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
    }

    /** Sends one relay message as one masked binary frame. */
    public void sendMessage(byte[] message) throws IOException {
        sendFrame(Received.Frame.BINARY, true, message);
    }

    /** Sends one masked frame. */
    public void sendFrame(int opcode, boolean isFinal, byte[] payload) throws IOException {
        send(frame(opcode | (isFinal ? FIN : 0), payload));
    }

    /** The bytes of a masked frame with this first byte. */
    public static byte[] frame(int firstByte, byte[] payload) {
        int lengthBytes = payload.length < LENGTH_IN_2_BYTES ? 0 : payload.length <= 0xFFFF ? Short.BYTES : Long.BYTES;
        ByteBuffer frame = ByteBuffer.allocate(2 + lengthBytes + MASK.length + payload.length).put((byte) firstByte);
        switch (lengthBytes) {
            case 0 -> frame.put((byte) (MASKED | payload.length));
            case Short.BYTES -> frame.put((byte) (MASKED | LENGTH_IN_2_BYTES)).putShort((short) payload.length);
            default -> frame.put((byte) (MASKED | LENGTH_IN_8_BYTES)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        return frame.array();
    }

    /** Waits for the next WebSocket frame. */
    public Received receive(Duration patience) throws IOException {
        int first;
        try {
            socket.setSoTimeout(millis(patience));
            first = in.read();
        } catch (SocketTimeoutException e) {
            return new Received.Silence();
        } catch (SocketException | SSLException e) {
            return new Received.Ended("reset");
        }
        if (first < 0) {
            return new Received.Ended("closed");
        }
        try {
            socket.setSoTimeout(millis(timeout));
            return readFrame(first);
        } catch (EOFException | SocketException | SSLException e) {
            return new Received.Ended("in the middle of a frame");
        }
    }

    private Received readFrame(int first) throws IOException {
        int second = readByte();
        long length = switch (second & ~MASKED) {
            case LENGTH_IN_2_BYTES -> ByteBuffer.wrap(readBytes(Short.BYTES)).getShort() & 0xFFFF;
            case LENGTH_IN_8_BYTES -> ByteBuffer.wrap(readBytes(Long.BYTES)).getLong();
            default -> second;
        };
        if ((second & MASKED) != 0 || (first & 0x70) != 0 || length < 0 || length > MAX_PAYLOAD_BYTES) {
            return new Received.Ended("broken by a masked, extended or huge frame");
        }
        return new Received.Frame(first & 0x0F, (first & FIN) != 0, readBytes((int) length));
    }

    private int readByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("the connection ended");
        }
        return value;
    }

    private byte[] readBytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
