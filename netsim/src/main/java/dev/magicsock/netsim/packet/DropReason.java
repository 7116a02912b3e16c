package dev.magicsock.netsim.packet;

import java.util.Locale;

/** Why a packet was lost. Every lost packet has exactly one reason, and the element that names it is the place. */
public enum DropReason {

    /** A link lost it at random, as its loss model says. */
    LINK_LOSS,
    /** A link's exact drop list names it. */
    LINK_DROP_LIST,
    /** The link is down. */
    LINK_DOWN,
    /** The link looks up but carries nothing. */
    LINK_DEAD,
    /** The link's queue has no room. */
    QUEUE_FULL,
    /** The link's queue has been standing for too long (RFC 8289). */
    QUEUE_STANDING,
    /** More packets are under way on one link than the simulator keeps. */
    IN_FLIGHT_LIMIT,
    /** It is larger than the link's MTU. */
    PACKET_TOO_BIG,

    /** No route leads to the destination. */
    NO_ROUTE,
    /** The network of the destination is here, but nobody has the address. */
    NO_SUCH_HOST,
    /** It went through too many routers. */
    HOP_LIMIT_EXCEEDED,
    /** A partition keeps this sender's packets from that network. */
    PARTITIONED,
    /** A network on the way lets no UDP pass. */
    UDP_BLOCKED,

    /** The sending host has no address of the destination's family. */
    NO_SOURCE_ADDRESS,
    /** The interface is down. */
    INTERFACE_DOWN,
    /** It reached a host that does not have the address. */
    WRONG_HOST,
    /** Nobody has the port open. */
    PORT_UNREACHABLE,
    /** Its checksum is wrong: a link corrupted it. */
    CHECKSUM_FAILED,
    /** The host sleeps. */
    HOST_ASLEEP,
    /** The host is switched off. */
    HOST_DOWN,
    /** The host has more packets waiting to be processed than it keeps. */
    RECEIVE_BUFFER_FULL,
    /** It is an ICMP error about nothing that this host has open. */
    ICMP_UNMATCHED,

    /** The NAT has no mapping for the external endpoint. */
    NAT_NO_MAPPING,
    /** The NAT had a mapping for the external endpoint, but it expired. */
    NAT_MAPPING_EXPIRED,
    /** The NAT has a mapping, but its filtering behaviour refuses the sender (RFC 4787 section 5). */
    NAT_FILTERED,
    /** The NAT's table is full. */
    NAT_TABLE_FULL,
    /** The subscriber has as many mappings as the NAT allows one. */
    NAT_SUBSCRIBER_LIMIT,
    /** No external port is free. */
    NAT_NO_PORT,
    /** Another internal endpoint has the same external port towards the same remote endpoint. */
    NAT_PORT_CONFLICT,
    /** The NAT does not send packets back to its own inside (RFC 4787 section 6). */
    NAT_HAIRPIN_REFUSED,
    /** The NAT passes no ICMP error of this kind. */
    NAT_ICMP_REFUSED,
    /** The NAT does not translate this protocol or family. */
    NAT_NOT_TRANSLATABLE,

    /** The firewall knows no flow that this packet belongs to. */
    FIREWALL_NO_FLOW,
    /** The firewall's filtering refuses this sender of a known flow. */
    FIREWALL_FILTERED,
    /** The firewall's table is full. */
    FIREWALL_TABLE_FULL,

    /** It belongs to no stream of this host. */
    STREAM_UNKNOWN,
    /** More streams wait to be accepted than the host keeps. */
    STREAM_BACKLOG_FULL,
    /** The host has as many streams as it keeps. */
    STREAM_LIMIT,
    /** It lies outside the stream's receive window, or does not fit what the stream sent. */
    STREAM_OUT_OF_WINDOW,
    /** More segments of the stream arrived out of order than the host keeps. */
    STREAM_REORDER_BUFFER_FULL;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name as reports show it, such as {@code queue-full}. */
    public String label() {
        return label;
    }
}
