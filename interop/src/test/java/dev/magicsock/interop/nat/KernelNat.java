package dev.magicsock.interop.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Linux as a NAT between two other namespaces. The one inside has all addresses of 10.0.0.0/9, the one outside all of
 * 198.18.0.0/15; what leaves gets {@link #EXTERNAL}.
 */
final class KernelNat implements AutoCloseable {

    static final IpAddress EXTERNAL = IpAddress.parse("203.0.113.1");

    private static final Duration FREE_WITHIN = Duration.ofSeconds(10);

    /** The new source port in a line of {@code conntrack -L}: the destination port of the way back. */
    private static final Pattern TRANSLATED = Pattern.compile(
            "src=\\S+ dst=\\S+ sport=\\d+ dport=\\d+.* src=\\S+ dst=203\\.0\\.113\\.1 sport=\\d+ dport=(\\d+)");

    private final NetworkNamespace inside = new NetworkNamespace();
    private final NetworkNamespace outside = new NetworkNamespace();
    private final NetworkNamespace nat = new NetworkNamespace();

    /**
     * @param flag        of the masquerade statement: empty, {@code random} or {@code fully-random}
     * @param inputPolicy what becomes of packets to the NAT itself: {@code accept} or {@code drop}
     */
    KernelNat(String flag, String inputPolicy) throws IOException {
        connect("in0", inside, "10.255.255.1/30", "10.255.255.2/30");
        connect("out0", outside, EXTERNAL + "/24", "203.0.113.2/24");
        inside.run("ip", "route", "add", "default", "via", "10.255.255.1");
        inside.run("ip", "route", "add", "local", "10.0.0.0/9", "dev", "lo");
        outside.run("ip", "route", "add", "local", "198.18.0.0/15", "dev", "lo");
        nat.run("ip", "route", "add", "10.0.0.0/9", "via", "10.255.255.2");
        nat.run("ip", "route", "add", "198.18.0.0/15", "via", "203.0.113.2");
        Path rules = Files.createTempFile("nat", ".nft");
        Files.writeString(rules, """
                table ip lab {
                  chain source { type nat hook postrouting priority srcnat; oifname "out0" masquerade %s; }
                  chain own { type filter hook input priority filter; policy %s; }
                }
                """.formatted(flag, inputPolicy));
        nat.run("nft", "-f", rules.toString());
        Files.delete(rules);
        nat.set("net/ipv4/ip_forward", 1);
    }

    private void connect(String name, NetworkNamespace peer, String own, String peers) throws IOException {
        nat.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", peer.taskId());
        nat.run("ip", "address", "add", own, "dev", name);
        nat.run("ip", "link", "set", name, "up");
        peer.run("ip", "address", "add", peers, "dev", "eth0");
        peer.run("ip", "link", "set", "eth0", "up");
        for (NetworkNamespace end : List.of(nat, peer)) {
            end.set("net/ipv4/conf/all/rp_filter", 0);
            end.set("net/ipv4/conf/" + (end == nat ? name : "eth0") + "/rp_filter", 0);
        }
    }

    NetworkNamespace inside() {
        return inside;
    }

    NetworkNamespace outside() {
        return outside;
    }

    NetworkNamespace nat() {
        return nat;
    }

    /** Sessions without a reply end after the first time, others after the second; both in seconds. */
    void setUdpTimeouts(int unreplied, int replied) throws IOException {
        nat.set("net/netfilter/nf_conntrack_udp_timeout", unreplied);
        nat.set("net/netfilter/nf_conntrack_udp_timeout_stream", replied);
    }

    /** A socket of a host behind the NAT. */
    DatagramChannel openInside(IpEndpoint at) throws IOException {
        return open(inside, at);
    }

    /** A socket of a host of the internet. */
    DatagramChannel openOutside(IpEndpoint at) throws IOException {
        return open(outside, at);
    }

    private static DatagramChannel open(NetworkNamespace namespace, IpEndpoint at) throws IOException {
        return namespace.call(() -> {
            DatagramChannel channel = DatagramChannel.open();
            bind(channel, at);
            channel.configureBlocking(false);
            return channel;
        });
    }

    /** A program that is being started has the sockets of this process for a moment, those closed since included. */
    private static void bind(DatagramChannel channel, IpEndpoint at) throws IOException {
        long end = System.nanoTime() + FREE_WITHIN.toNanos();
        while (true) {
            try {
                channel.bind(at.toInetSocketAddress());
                return;
            } catch (BindException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /** Forgets all sessions. */
    void flush() throws IOException {
        nat.run("conntrack", "-F");
    }

    /** The external ports of all sessions that live. Those that have expired are gone for good after this. */
    List<Integer> externalPorts() throws IOException {
        return nat.run("conntrack", "-L", "-p", "udp").lines().map(TRANSLATED::matcher)
                .filter(matcher -> matcher.find()).map(matcher -> Integer.parseInt(matcher.group(1))).toList();
    }

    @Override
    public void close() {
        inside.close();
        outside.close();
        nat.close();
    }
}
