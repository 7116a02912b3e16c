package dev.magicsock.socket;

import dev.magicsock.core.RelayTransport;
import java.net.InetAddress;
import java.util.Collection;

/** Carries relay messages over the network. Its methods are called with the driver's lock held and never wait. */
interface RelayTransports {

    /** Connects; the outcome is told to the driver. */
    void dial(RelayTransport transport);

    /** Sends a message over a connected transport; nothing happens if it is gone. */
    void send(RelayTransport transport, byte[] message);

    /** Ends a transport. */
    void close(RelayTransport transport);

    /** This machine does not have these addresses any more: transports that go out from one are lost. Thread-safe. */
    void localAddressesGone(Collection<InetAddress> gone);

    /** Ends all of them and waits, not for ever, until their threads are gone; called without the lock. */
    void closeAll();
}
