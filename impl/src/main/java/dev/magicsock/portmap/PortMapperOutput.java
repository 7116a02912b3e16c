package dev.magicsock.portmap;

import dev.magicsock.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** What a {@link PortMapper} wants or has to say. */
public sealed interface PortMapperOutput {

    /** Send these bytes over UDP; they belong to the receiver from now on. */
    record Send(InetSocketAddress destination, byte[] datagram) implements PortMapperOutput {
    }

    /**
     * Ask this over TCP, read at most {@link PortMapper#MAX_HTTP_BODY} bytes of body, and tell {@link
     * PortMapper#onHttpAnswer} within seconds what came of it.
     *
     * @param number by which the answer is known
     */
    record Ask(long number, InetSocketAddress server, HttpRequest request) implements PortMapperOutput {
    }

    /** We are reachable there from now on, instead of where we were before. */
    record Mapped(PortMapping mapping) implements PortMapperOutput {
    }

    /** We are not reachable there any more. */
    record Lost(PortMapping mapping, Reason reason) implements PortMapperOutput {
    }

    /** A mapping was granted that leads nowhere: the gateway's external address is not one of the internet's. */
    record BehindAnotherNat(PortMapping mapping) implements PortMapperOutput {
    }

    /** The gateway lost its state and began anew; the mapping at hand is from after that. */
    record GatewayRestarted(MappingProtocol protocol) implements PortMapperOutput {
    }

    /** A protocol did not lead to a mapping; another one is tried, or all of them again later. */
    record Failed(MappingProtocol protocol, String why) implements PortMapperOutput {
    }

    /** Nothing led to a mapping. */
    record GaveUp(InetAddress gateway, Duration retryAfter) implements PortMapperOutput {
    }

    /** Why a mapping is gone. */
    enum Reason {
        /** It was not renewed in time, because nobody answered. */
        EXPIRED,
        /** The gateway would not renew it. */
        REFUSED,
        /** It is another one now. */
        REPLACED,
        /** We gave it back. */
        RELEASED
    }
}
