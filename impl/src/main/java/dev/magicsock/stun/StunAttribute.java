package dev.magicsock.stun;

import dev.magicsock.address.SocketAddresses;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The attributes that a Binding transaction uses (RFC 8489 section 14, RFC 5780 section 7). */
public sealed interface StunAttribute {

    /** RFC 8489 section 14.1: where the request came from, in the clear; some NATs rewrite it. */
    record MappedAddress(InetSocketAddress address) implements StunAttribute {
        public MappedAddress {
            SocketAddresses.requireResolved(address);
        }
    }

    /** RFC 8489 section 14.2: where the request came from, hidden from NATs that rewrite addresses in payloads. */
    record XorMappedAddress(InetSocketAddress address) implements StunAttribute {
        public XorMappedAddress {
            SocketAddresses.requireResolved(address);
        }
    }

    /**
     * RFC 8489 section 14.8: why a request was refused.
     *
     * @param code   300 to 699
     * @param reason for people, at most {@value #MAX_TEXT_BYTES} bytes in UTF-8
     */
    record ErrorCode(int code, String reason) implements StunAttribute {

        /** RFC 8489 section 14.8: comprehension-required attributes were not understood. */
        public static final int UNKNOWN_ATTRIBUTE = 420;

        public ErrorCode {
            if (code < 300 || code > 699) {
                throw new IllegalArgumentException("an error code is in 300..699, not " + code);
            }
            requireShort(reason);
        }
    }

    /** RFC 8489 section 14.13: the types of the attributes that were not understood. */
    record UnknownAttributes(List<Integer> types) implements StunAttribute {
        public UnknownAttributes {
            types = List.copyOf(types);
            types.forEach(StunAttribute::requireType);
        }
    }

    /** RFC 8489 section 14.14: what software this is, at most {@value #MAX_TEXT_BYTES} bytes in UTF-8. */
    record Software(String description) implements StunAttribute {
        public Software {
            requireShort(description);
        }
    }

    /** RFC 8489 section 14.7: a checksum over the message. Always last; reading a message has checked it. */
    record Fingerprint() implements StunAttribute {
    }

    /**
     * RFC 5780 section 7.2: wants the answer from somewhere else.
     *
     * @param changeAddress from the server's other address
     * @param changePort    from the server's other port
     */
    record ChangeRequest(boolean changeAddress, boolean changePort) implements StunAttribute {
    }

    /** RFC 5780 section 7.3: the address that the response was sent from. */
    record ResponseOrigin(InetSocketAddress address) implements StunAttribute {
        public ResponseOrigin {
            SocketAddresses.requireResolved(address);
        }
    }

    /** RFC 5780 section 7.4: the server's other address with its other port. */
    record OtherAddress(InetSocketAddress address) implements StunAttribute {
        public OtherAddress {
            SocketAddresses.requireResolved(address);
        }
    }

    /** An attribute that this codec does not know. Its value is not kept, and none is written. */
    record Unknown(int type) implements StunAttribute {

        /** Types below this one must be understood by whoever handles the message (RFC 8489 section 14). */
        private static final int FIRST_OPTIONAL = 0x8000;

        public Unknown {
            requireType(type);
        }

        /** True if the message cannot be handled without understanding this attribute. */
        public boolean isComprehensionRequired() {
            return type < FIRST_OPTIONAL;
        }
    }

    /** What a reader has to take for fewer than 128 characters (RFC 8489 section 14.8); a writer stays below 510. */
    int MAX_TEXT_BYTES = 763;

    private static void requireShort(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text has at most " + MAX_TEXT_BYTES + " bytes, not " + length);
        }
    }

    private static void requireType(int type) {
        if (type < 0 || type > 0xFFFF) {
            throw new IllegalArgumentException("an attribute type has 16 bits, " + type + " has not");
        }
    }
}
