package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.host.SimulatedHost;
import dev.magicsock.netsim.link.Link;
import dev.magicsock.netsim.link.LinkState;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.router.PartedTraffic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Applies faults to the parts of a network that they name. */
final class FaultInjector {

    private final Links links;
    private final Map<String, RouterNode> routers;
    private final Map<String, HostNode> hosts;
    private final Partitions partitions;

    FaultInjector(Links links, Map<String, RouterNode> routers, Map<String, HostNode> hosts) {
        this.links = links;
        this.routers = routers;
        this.hosts = hosts;
        this.partitions = new Partitions(routers, hosts);
    }

    void apply(Fault fault, long now) {
        switch (fault) {
            case Fault.LinkDown(String link) -> turn(links.find(link), LinkState.DOWN, now);
            case Fault.LinkUp(String link) -> turn(links.find(link), LinkState.UP, now);
            case Fault.LinkDead(String link, Way way) -> kill(links.find(link), way, now);
            case Fault.LinkChanged changed -> links.find(changed.link()).change(changed.profile());
            case Fault.InterfaceDown(String host, String name) -> host(host).host().enableInterface(name, false, now);
            case Fault.InterfaceUp(String host, String name) -> host(host).host().enableInterface(name, true, now);
            case Fault.InterfaceSwitch(String host, String from, String to) ->
                    host(host).host().switchInterface(from, to, now);
            case Fault.AddressChange(String host, String name, List<IpAddress> addresses) ->
                    readdress(host(host), name, addresses, now);
            case Fault.AddressRenewal(String host, String name) -> renew(host(host), name, now);
            case Fault.NatReboot(String router) -> router(router).reboot(now);
            case Fault.NatReaddress(String router, List<IpAddress> addresses) ->
                    renewOutside(router(router), addresses, now);
            case Fault.NatChange(String router, NatBehavior behavior) -> router(router).change(behavior);
            case Fault.Partition(String from, String to) -> partitions.part(from, to, PartedTraffic.ALL);
            case Fault.PartitionHealed(String from, String to) -> partitions.join(from, to, PartedTraffic.ALL);
            case Fault.UdpPartition(String from, String to) -> partitions.part(from, to, PartedTraffic.UDP);
            case Fault.UdpPartitionHealed(String from, String to) -> partitions.join(from, to, PartedTraffic.UDP);
            case Fault.UdpBlocked(String router) -> router(router).router().blockUdp(true);
            case Fault.UdpUnblocked(String router) -> router(router).router().blockUdp(false);
            case Fault.ClockStep step -> host(step.host()).host().stepWallClock(step.step(), now);
            case Fault.ClockSkew skew -> host(skew.host()).host().skewWallClock(skew.partsPerMillion(), now);
            case Fault.Suspend(String host) -> host(host).host().suspend(now);
            case Fault.Wake(String host) -> host(host).host().wake(now);
            case Fault.HostStop(String host) -> host(host).host().stop();
            case Fault.HostStart(String host) -> host(host).host().start(now);
        }
    }

    private void turn(Link link, LinkState state, long now) {
        link.turn(state, now);
        for (HostNode node : hosts.values()) {
            for (Attachment attachment : node.attachments()) {
                if (attachment.link() == link) {
                    node.host().carrier(attachment.hostPort(), state == LinkState.UP, now);
                }
            }
        }
    }

    private static void kill(Link link, Way way, long now) {
        if (way != Way.DOWN) {
            link.up().turn(LinkState.DEAD, now);
        }
        if (way != Way.UP) {
            link.down().turn(LinkState.DEAD, now);
        }
    }

    private static void readdress(HostNode node, String interfaceName, List<IpAddress> addresses, long now) {
        node.attachment(interfaceName).reroute(addresses);
        node.host().assign(interfaceName, addresses, now);
    }

    private static void renew(HostNode node, String interfaceName, long now) {
        Attachment attachment = node.attachment(interfaceName);
        boolean v4 = attachment.routed().stream().anyMatch(IpAddress::isV4);
        boolean v6 = attachment.routed().stream().anyMatch(IpAddress::isV6);
        readdress(node, interfaceName, attachment.router().plan().hostAddresses(1, v4, v6), now);
    }

    private static void renewOutside(RouterNode node, List<IpAddress> given, long now) {
        List<IpAddress> old = node.outsideAddresses();
        node.readdress(given.isEmpty() ? fresh(node, old) : replaced(old, given));
        node.reboot(now);
    }

    private static List<IpAddress> fresh(RouterNode node, List<IpAddress> old) {
        int v4 = (int) old.stream().filter(IpAddress::isV4).count();
        boolean v6 = old.stream().anyMatch(IpAddress::isV6);
        return node.parent().plan().hostAddresses(Math.max(1, v4), v4 > 0, v6);
    }

    private static List<IpAddress> replaced(List<IpAddress> old, List<IpAddress> given) {
        Stream<IpAddress> others =
                old.stream().filter(address -> given.stream().noneMatch(each -> each.isV4() == address.isV4()));
        return Stream.concat(given.stream(), others).sorted(Comparator.comparing(IpAddress::isV6)).toList();
    }

    private HostNode host(String name) {
        HostNode node = hosts.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no host is called '" + name + "'");
        }
        return node;
    }

    private RouterNode router(String name) {
        RouterNode node = routers.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no router is called '" + name + "'");
        }
        if (node.parent() == null) {
            throw new IllegalArgumentException("router '" + name + "' has no upstream network");
        }
        return node;
    }
}
