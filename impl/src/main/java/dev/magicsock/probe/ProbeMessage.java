package dev.magicsock.probe;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/** What is inside a probe. */
public sealed interface ProbeMessage {

    /**
     * Asks whether a path works; wants a {@link Pong} on the path it came by.
     *
     * @param transactionId to be repeated in the answer
     * @param sender        the sender's identity, equal to the one the probe is sealed by
     */
    record Ping(TransactionId transactionId, EndpointId sender) implements ProbeMessage {

        public Ping {
            Objects.requireNonNull(transactionId, "transactionId");
            Objects.requireNonNull(sender, "sender");
        }
    }

    /**
     * Answers a {@link Ping}.
     *
     * @param transactionId that of the ping
     * @param observed      where the ping came from, as its receiver saw it
     */
    record Pong(TransactionId transactionId, ObservedSource observed) implements ProbeMessage {

        public Pong {
            Objects.requireNonNull(transactionId, "transactionId");
            Objects.requireNonNull(observed, "observed");
        }
    }

    /**
     * Asks the receiver to ping these addresses of the sender now. Travels over a relay only.
     *
     * @param addresses the sender's own direct addresses, at most {@value #MAX_ADDRESSES}
     */
    record CallMeMaybe(List<InetSocketAddress> addresses) implements ProbeMessage {

        /** Bounds what one message can make its receiver do; further addresses of a received message are not read. */
        public static final int MAX_ADDRESSES = 32;

        public CallMeMaybe {
            addresses = List.copyOf(addresses);
            if (addresses.size() > MAX_ADDRESSES) {
                throw new IllegalArgumentException("a CallMeMaybe has at most " + MAX_ADDRESSES + " addresses, not "
                        + addresses.size());
            }
            addresses.forEach(SocketAddresses::requireResolved);
        }
    }
}
