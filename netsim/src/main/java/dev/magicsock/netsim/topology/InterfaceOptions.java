package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.link.LinkProfile;
import java.util.ArrayList;
import java.util.List;

/** How one interface of a host is attached. */
public final class InterfaceOptions {

    private String behind = NetworkBuilder.INTERNET;
    private LinkProfile link = LinkPreset.PERFECT.profile();
    private int addressesPerFamily = 1;
    private final List<IpAddress> fixed = new ArrayList<>();
    private final List<IpAddress> unrouted = new ArrayList<>();
    private boolean ipv4 = true;
    private boolean ipv6 = true;
    private boolean up = true;

    InterfaceOptions() {
    }

    /** The router that it is attached to; {@code internet} by default. */
    public InterfaceOptions behind(String router) {
        behind = router;
        return this;
    }

    /** The conditions of the link to it; perfect by default. */
    public InterfaceOptions link(LinkProfile profile) {
        link = profile;
        return this;
    }

    /** Whether it takes IPv4 addresses from its network; on by default. */
    public InterfaceOptions ipv4(boolean on) {
        ipv4 = on;
        return this;
    }

    /** Whether it takes IPv6 addresses from its network, if the network has any; on by default. */
    public InterfaceOptions ipv6(boolean on) {
        ipv6 = on;
        return this;
    }

    /** How many addresses of each family the network gives it; 1 by default. */
    public InterfaceOptions addresses(int perFamily) {
        if (perFamily < 0) {
            throw new IllegalArgumentException("an interface cannot have " + perFamily + " addresses");
        }
        addressesPerFamily = perFamily;
        return this;
    }

    /** An address before those that the network gives. Its router knows it; nobody beyond does. */
    public InterfaceOptions address(String literal) {
        fixed.add(IpAddress.parse(literal));
        return this;
    }

    /** An address after all others that no router knows: whatever is sent to it is lost. */
    public InterfaceOptions unroutedAddress(String literal) {
        unrouted.add(IpAddress.parse(literal));
        return this;
    }

    /** The interface is switched off at first. */
    public InterfaceOptions down() {
        up = false;
        return this;
    }

    String behind() {
        return behind;
    }

    LinkProfile link() {
        return link;
    }

    int addressesPerFamily() {
        return addressesPerFamily;
    }

    List<IpAddress> fixed() {
        return fixed;
    }

    List<IpAddress> unrouted() {
        return unrouted;
    }

    boolean hasIpv4() {
        return ipv4;
    }

    boolean hasIpv6() {
        return ipv6;
    }

    boolean isUp() {
        return up;
    }
}
