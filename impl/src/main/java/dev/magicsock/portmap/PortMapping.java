package dev.magicsock.portmap;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a gateway granted: UDP packets to the external address come to our port.
 *
 * @param protocol by which it was asked
 * @param external address and port at the outside of the gateway
 * @param lifetime from the grant on; whoever does not renew it loses it
 */
public record PortMapping(MappingProtocol protocol, InetSocketAddress external, Duration lifetime) {
}
