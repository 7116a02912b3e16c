package dev.magicsock.natview;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the addresses that a remote tells give away of its NAT.
 *
 * <p>Nothing else is exchanged, so every endpoint that tells all its reflexive addresses can be read: one public
 * address with one port looks the same to everybody; with several ports it depends on who looks, and ports close to
 * each other are a sequence. A long row at equal distances, before all else, are the ports that the remote expects to
 * get next. A remote with a forwarded port, or with several sockets, looks like the second kind and is not: that costs
 * probes, and no connection. Only IPv4 is looked at, for IPv6 is hardly translated.
 */
public record ToldAddresses(Optional<InetAddress> external, List<Integer> ports) {

    /** So many ports at equal distances are foretold: nobody asks so many STUN servers (8 at most here). */
    public static final int FORETOLD_MIN = 9;

    public ToldAddresses {
        ports = List.copyOf(ports);
    }

    /** Reads the addresses of one CallMeMaybe, in its order. */
    public static ToldAddresses of(List<InetSocketAddress> told) {
        Map<InetAddress, List<Integer>> byAddress = new LinkedHashMap<>();
        for (InetSocketAddress each : told) {
            InetAddress ip = each.getAddress();
            if (ip instanceof Inet4Address && !ip.isSiteLocalAddress() && !ip.isLoopbackAddress()
                    && !ip.isLinkLocalAddress()) {
                List<Integer> ports = byAddress.computeIfAbsent(ip, _ -> new ArrayList<>());
                if (!ports.contains(each.getPort())) {
                    ports.add(each.getPort());
                }
            }
        }
        return byAddress.entrySet().stream()
                .reduce((one, other) -> other.getValue().size() > one.getValue().size() ? other : one)
                .map(most -> new ToldAddresses(Optional.of(most.getKey()), most.getValue()))
                .orElseGet(() -> new ToldAddresses(Optional.empty(), List.of()));
    }

    /** What is believed of the remote's NAT. */
    public NatClass classify() {
        if (ports.isEmpty()) {
            return NatClass.UNKNOWN;
        }
        if (ports.size() == 1) {
            return new NatClass(MappingView.ENDPOINT_INDEPENDENT, FilteringView.UNKNOWN, new PortAllocation.Unknown());
        }
        return new NatClass(MappingView.DESTINATION_DEPENDENT, FilteringView.UNKNOWN, rule());
    }

    /** The ports that the remote expects to get next, in their order; empty if it foretells none. */
    public List<Integer> foretold() {
        int run = run();
        return run >= FORETOLD_MIN ? ports.subList(0, run) : List.of();
    }

    private PortAllocation rule() {
        int step = ports.get(1) - ports.get(0);
        return Math.abs(step) <= PortSequence.NEIGHBOURS_MAX
                ? new PortAllocation.Sequential(step) : new PortAllocation.Random();
    }

    /** How many of the first ports are at the same small distance from each other. */
    private int run() {
        int step = ports.size() < 2 ? 0 : ports.get(1) - ports.get(0);
        if (step == 0 || Math.abs(step) > PortSequence.NEIGHBOURS_MAX) {
            return Math.min(1, ports.size());
        }
        int run = 2;
        while (run < ports.size() && ports.get(run) - ports.get(run - 1) == step) {
            run++;
        }
        return run;
    }
}
