package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpPrefix;
import dev.magicsock.netsim.element.MiddleboxFactory;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.link.LinkProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a router is attached and what it does, step by step. */
public final class RouterOptions {

    /** As many addresses as the outside of any translator in use has. */
    private static final int MAX_OUTSIDE_ADDRESSES = 1024;

    private String behind = NetworkBuilder.INTERNET;
    private LinkProfile link = LinkPreset.PERFECT.profile();
    private IpPrefix subnet;
    private boolean privateInside;
    private boolean ipv4 = true;
    private boolean ipv6;
    private int outsideAddresses = 1;
    private final List<IpAddress> fixedOutside = new ArrayList<>();
    private final Map<String, MiddleboxFactory> middleboxes = new LinkedHashMap<>();

    RouterOptions() {
    }

    /** The router that this one is attached to; {@code internet} by default. It must have been declared before. */
    public RouterOptions behind(String router) {
        behind = router;
        return this;
    }

    /** The conditions of the link to it; perfect by default. */
    public RouterOptions link(LinkProfile profile) {
        link = profile;
        return this;
    }

    /** The IPv4 network inside; by default one that nobody else has, public or behind a NAT private. */
    public RouterOptions subnet(String prefix) {
        subnet = IpPrefix.parse(prefix);
        return this;
    }

    /** Hosts inside get IPv4 addresses. On by default. */
    public RouterOptions ipv4(boolean on) {
        ipv4 = on;
        return this;
    }

    /** Hosts inside get IPv6 addresses too, which the rest of the network routes. Off by default. */
    public RouterOptions ipv6(boolean on) {
        ipv6 = on;
        return this;
    }

    /** An IPv4 outside address of one's own choice; the upstream network then gives it no other. */
    public RouterOptions outsideAddress(String literal) {
        fixedOutside.add(IpAddress.parse(literal));
        return this;
    }

    /** How many outside addresses of each family it gets from its upstream network; 1 by default, 1024 at most. */
    public RouterOptions outsideAddresses(int count) {
        if (count < 1 || count > MAX_OUTSIDE_ADDRESSES) {
            throw new IllegalArgumentException("a router cannot have " + count + " outside addresses");
        }
        outsideAddresses = count;
        return this;
    }

    /**
     * Puts a NAT between the router and its upstream link: its IPv4 network is a realm of its own from then on, which
     * may use the same addresses as any other. The NAT's element is called {@code ROUTER/nat}.
     */
    public RouterOptions nat(MiddleboxFactory factory) {
        privateInside = true;
        return middlebox("nat", factory);
    }

    /**
     * Puts a box between the router and its upstream link; the first one is the innermost.
     *
     * @param part name of the box within the router
     */
    public RouterOptions middlebox(String part, MiddleboxFactory factory) {
        if (middleboxes.putIfAbsent(part, factory) != null) {
            throw new IllegalArgumentException("two boxes of one router are called '" + part + "'");
        }
        return this;
    }

    String behind() {
        return behind;
    }

    LinkProfile link() {
        return link;
    }

    IpPrefix subnet() {
        return subnet;
    }

    boolean isPrivateInside() {
        return privateInside;
    }

    boolean hasIpv4() {
        return ipv4;
    }

    boolean hasIpv6() {
        return ipv6;
    }

    List<IpAddress> fixedOutsideAddresses() {
        return fixedOutside;
    }

    int outsideAddresses() {
        return outsideAddresses;
    }

    Map<String, MiddleboxFactory> middleboxes() {
        return middleboxes;
    }
}
