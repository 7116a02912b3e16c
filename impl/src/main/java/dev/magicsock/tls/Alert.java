package dev.magicsock.tls;

import java.util.Arrays;
import java.util.Optional;

/** The TLS alerts that end a handshake (RFC 8446 section 6.2). QUIC sends them as 0x100 plus the code. */
public enum Alert {

    UNEXPECTED_MESSAGE(10),
    HANDSHAKE_FAILURE(40),
    BAD_CERTIFICATE(42),
    UNSUPPORTED_CERTIFICATE(43),
    CERTIFICATE_UNKNOWN(46),
    ILLEGAL_PARAMETER(47),
    UNKNOWN_CA(48),
    ACCESS_DENIED(49),
    DECODE_ERROR(50),
    DECRYPT_ERROR(51),
    PROTOCOL_VERSION(70),
    INTERNAL_ERROR(80),
    MISSING_EXTENSION(109),
    UNSUPPORTED_EXTENSION(110),
    CERTIFICATE_REQUIRED(116),
    NO_APPLICATION_PROTOCOL(120);

    private static final int CRYPTO_ERROR = 0x100;

    private final int code;

    Alert(int code) {
        this.code = code;
    }

    /** The one byte that stands for the alert. */
    public int code() {
        return code;
    }

    /** The alert with this code; empty for a code that is none of these. */
    public static Optional<Alert> ofCode(int code) {
        return Arrays.stream(values()).filter(alert -> alert.code == code).findFirst();
    }

    /** The alert that a QUIC transport error carries (RFC 9001 section 4.8); empty if it carries none of these. */
    public static Optional<Alert> ofTransportError(long error) {
        return error >= CRYPTO_ERROR && error < CRYPTO_ERROR + 0x100
                ? ofCode((int) (error - CRYPTO_ERROR)) : Optional.empty();
    }
}
