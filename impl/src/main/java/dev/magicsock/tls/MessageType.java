package dev.magicsock.tls;

import java.util.Arrays;

/** The handshake messages that occur here (RFC 8446 section 4). */
enum MessageType {

    CLIENT_HELLO(1),
    SERVER_HELLO(2),
    NEW_SESSION_TICKET(4),
    ENCRYPTED_EXTENSIONS(8),
    CERTIFICATE(11),
    CERTIFICATE_REQUEST(13),
    CERTIFICATE_VERIFY(15),
    FINISHED(20);

    private static final int HEADER_BYTES = 4;

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    /** The type of a whole message whose length field has been followed. */
    static MessageType of(byte[] message) throws HandshakeException {
        if (message.length < HEADER_BYTES) {
            throw new HandshakeException(HandshakeProblem.MALFORMED, "a message without its header");
        }
        int code = message[0] & 0xff;
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst()
                .orElseThrow(() -> new HandshakeException(HandshakeProblem.UNEXPECTED_MESSAGE, "type " + code));
    }

    /** A reader of what follows the header, whose length must be that of the rest. */
    static WireReader body(byte[] message) throws HandshakeException {
        WireReader reader = new WireReader(message);
        reader.uint8();
        WireReader body = reader.vector24();
        reader.end();
        return body;
    }

    /** A whole message. */
    byte[] encode(WireWriter body) {
        return new WireWriter().uint8(code).vector24(body).toBytes();
    }
}
