package dev.magicsock.stun;

import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A STUN message with the method Binding.
 *
 * <p>An attribute may occur more than once; then the first one counts (RFC 8489 section 14).
 *
 * @param messageClass  request, indication or response
 * @param transactionId the same in a request and its response
 * @param attributes    in the order of the message, at most {@value #MAX_ATTRIBUTES}; a fingerprint is last
 */
public record StunMessage(StunClass messageClass, TransactionId transactionId, List<StunAttribute> attributes) {

    /** A Binding message has a handful of attributes; more than this is somebody trying. */
    public static final int MAX_ATTRIBUTES = 32;

    public StunMessage {
        Objects.requireNonNull(messageClass, "messageClass");
        Objects.requireNonNull(transactionId, "transactionId");
        attributes = List.copyOf(attributes);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("a message has at most " + MAX_ATTRIBUTES + " attributes, not "
                    + attributes.size());
        }
        int fingerprint = attributes.indexOf(new StunAttribute.Fingerprint());
        if (fingerprint >= 0 && fingerprint != attributes.size() - 1) {
            throw new IllegalArgumentException("a fingerprint is the last attribute");
        }
    }

    /** The first attribute of this kind. */
    public <A extends StunAttribute> Optional<A> first(Class<A> kind) {
        return attributes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Where the request came from, as the server says; the form that NATs cannot rewrite goes first. */
    public Optional<InetSocketAddress> mappedAddress() {
        return first(StunAttribute.XorMappedAddress.class).map(StunAttribute.XorMappedAddress::address)
                .or(() -> first(StunAttribute.MappedAddress.class).map(StunAttribute.MappedAddress::address));
    }

    /** The types of attributes that had to be understood and are not: reason for an error 420, or a failed request. */
    public List<Integer> unknownRequired() {
        return attributes.stream()
                .filter(StunAttribute.Unknown.class::isInstance).map(StunAttribute.Unknown.class::cast)
                .filter(StunAttribute.Unknown::isComprehensionRequired)
                .map(StunAttribute.Unknown::type).distinct().toList();
    }
}
