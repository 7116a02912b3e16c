package dev.magicsock.socket;

import dev.magicsock.core.MagicSockEvent;
import dev.magicsock.core.RelayTransport;

/** Brings what relay transports tell to the core. */
final class DriverTransportEvents implements TransportEvents {

    private final CoreDriver driver;
    private final SocketCounters counters;

    DriverTransportEvents(CoreDriver driver, SocketCounters counters) {
        this.driver = driver;
        this.counters = counters;
    }

    @Override
    public void connected(RelayTransport transport, String subprotocol) {
        driver.handle(new MagicSockEvent.RelayTransportConnected(transport, subprotocol));
    }

    @Override
    public void received(RelayTransport transport, byte[] message) {
        counters.add(SocketCounter.RECV_RELAY, message.length);
        driver.handle(new MagicSockEvent.RelayMessageReceived(transport, message));
    }

    @Override
    public void written(RelayTransport transport, int bytes) {
        driver.handle(new MagicSockEvent.RelayBytesWritten(transport, bytes));
    }

    @Override
    public void lost(RelayTransport transport, String reason) {
        driver.handle(new MagicSockEvent.RelayTransportLost(transport, reason));
    }
}
