package dev.magicsock.probe;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.RelayUrl;
import java.net.InetSocketAddress;

/** Where the receiver of a ping saw it come from. */
public sealed interface ObservedSource {

    /** Straight from this address, as it looks behind all NATs. */
    record Direct(InetSocketAddress address) implements ObservedSource {

        public Direct {
            SocketAddresses.requireResolved(address);
        }
    }

    /**
     * Through a relay.
     *
     * @param url which one; a query is dropped, since it may hold the token by which the observer got in
     */
    record Relayed(RelayUrl url) implements ObservedSource {

        public Relayed {
            url = url.withoutQuery();
        }
    }
}
