package dev.magicsock.interop.nat;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.portmap.MappingProtocol;
import dev.magicsock.socket.MagicSocketHub;
import dev.magicsock.socket.SocketCounter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * A MagicSock in a process of its own, so that all of its sockets are in the namespace that it was started in. It
 * asks a gateway for a port mapping, says {@code mapped ADDRESS:PORT}, then {@code received} when a datagram comes in,
 * and ends when its input does.
 */
final class MappedHub {

    private MappedHub() {
    }

    /** @param arguments the gateway, the protocol, and the external address that is expected */
    public static void main(String[] arguments) throws IOException {
        InetAddress gateway = SocketAddresses.parseAddress(arguments[0]).orElseThrow();
        InetAddress external = SocketAddresses.parseAddress(arguments[2]).orElseThrow();
        try (MagicSocketHub hub = MagicSocketHub.builder()
                .bindAddresses(List.of(SocketAddresses.parse("0.0.0.0:0")))
                .portMapping(gateway, List.of(MappingProtocol.valueOf(arguments[1]))).bind()) {
            Thread watcher = Thread.ofVirtual().start(() -> watch(hub, external));
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
            watcher.interrupt();
        }
    }

    private static void watch(MagicSocketHub hub, InetAddress external) {
        boolean told = false;
        try {
            while (true) {
                var mapped = hub.address().directAddresses().stream()
                        .filter(each -> each.getAddress().equals(external)).findFirst();
                if (mapped.isPresent() && !told) {
                    told = true;
                    System.out.println("mapped " + SocketAddresses.format(mapped.get()));
                }
                if (hub.counters().get(SocketCounter.RECV_IPV4) > 0) {
                    System.out.println("received");
                    return;
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
