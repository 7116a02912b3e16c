package dev.magicsock.probe;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.RelayUrl;
import java.net.InetSocketAddress;
import java.util.Objects;

/** Where the receiver of a ping saw it come from. */
public sealed interface ObservedSource {

    /** Straight from this address, as it looks behind all NATs. */
    record Direct(InetSocketAddress address) implements ObservedSource {

        public Direct {
            SocketAddresses.requireResolved(address);
        }
    }

    /** Through this relay. */
    record Relayed(RelayUrl url) implements ObservedSource {

        public Relayed {
            Objects.requireNonNull(url, "url");
        }
    }
}
