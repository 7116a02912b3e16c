package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.firewall.Firewall;
import dev.magicsock.netsim.firewall.FirewallBehavior;
import dev.magicsock.netsim.firewall.UdpBlock;
import dev.magicsock.netsim.host.ProcessingDelay;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.topology.HostOptions;
import dev.magicsock.netsim.topology.InterfaceOptions;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.topology.NetworkBuilder;
import dev.magicsock.netsim.topology.RouterOptions;
import dev.magicsock.netsim.trace.TraceSink;
import dev.magicsock.scenarios.model.FirewallSpec;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.RelaySpec;
import dev.magicsock.scenarios.model.RouterSpec;
import dev.magicsock.scenarios.model.StunSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds the simulator's network from what a scenario says about it. */
final class NetworkAssembly {

    /**
     * What a host takes for an event unless the scenario says otherwise: system call, scheduler and library of a common
     * machine. Without it every protocol looks better than it is, and timers run in step.
     */
    private static final ProcessingDelay USUAL_PROCESSING =
            new ProcessingDelay(Duration.ofNanos(50_000), Duration.ofNanos(100_000));

    private final NetworkSpec spec;
    private final Programs programs;
    private final Map<String, LinkProfile> profiles = new LinkedHashMap<>();

    /** What runs on the hosts. */
    interface Programs {

        /** Adds what runs on a relay's host, {@code stun} included if it is there. */
        void onRelay(RelaySpec relay, Optional<StunSpec> stun, HostOptions host);

        /** Adds what runs on a STUN server's host. */
        void onStunServer(StunSpec stun, HostOptions host);

        /** Adds what runs on a host. */
        void onHost(HostSpec spec, HostOptions host);
    }

    NetworkAssembly(NetworkSpec spec, Programs programs) {
        this.spec = spec;
        this.programs = programs;
    }

    Network build(long seed, TraceSink trace) {
        NetworkBuilder builder = Network.builder(seed).trace(trace);
        spec.routers().forEach(router -> builder.router(router.name(), options -> describe(router, options)));
        spec.relays().forEach(relay -> {
            builder.host(relay.name(), options -> describe(relay, options));
            builder.name(relay.name() + ".relay.test", relay.name());
        });
        spec.stun().stream().filter(stun -> !stun.onRelay())
                .forEach(stun -> builder.host(stun.name(), options -> describe(stun, options)));
        spec.hosts().forEach(host -> builder.host(host.name(), options -> describe(host, options)));
        return builder.build();
    }

    /** The conditions of every link, by the link's name; complete once the network is built. */
    Map<String, LinkProfile> profiles() {
        return profiles;
    }

    private void describe(RouterSpec router, RouterOptions options) {
        LinkProfile link = profile(LinkNames.ofRouter(router.name()), LinkProfiles.of(router.link()));
        options.link(link).ipv4(router.families().ipv4()).ipv6(router.families().ipv6());
        router.behind().ifPresent(options::behind);
        router.external().forEach(address -> options.outsideAddress(address.toString()));
        router.nat().ifPresent(behavior -> options.nat(Nat.of(behavior)));
        router.firewall().ifPresent(firewall -> options.middlebox("firewall", Firewall.of(behavior(firewall))));
        if (router.udp().blocked()) {
            options.middlebox("udp-block", UdpBlock.except(router.udp().allowedPorts()));
        }
    }

    private static FirewallBehavior behavior(FirewallSpec firewall) {
        FirewallBehavior behavior = FirewallBehavior.of(firewall.filtering());
        return firewall.udpLifetime().map(Lifetimes::udp).map(behavior::withUdp).orElse(behavior);
    }

    private void describe(RelaySpec relay, HostOptions options) {
        options.processing(USUAL_PROCESSING);
        Optional<StunSpec> stun = spec.stun().stream()
                .filter(server -> server.onRelay() && server.name().equals(relay.name())).findFirst();
        LinkProfile link = profile(LinkNames.ofServer(relay.name()), LinkProfiles.of(relay.link()));
        options.networkInterface(HostOptions.DEFAULT_INTERFACE, each -> each.link(link)
                .ipv4(relay.families().ipv4()).ipv6(relay.families().ipv6())
                .addresses(addressesPerFamily(stun)));
        programs.onRelay(relay, stun, options);
    }

    private void describe(StunSpec stun, HostOptions options) {
        options.processing(USUAL_PROCESSING);
        LinkProfile link = profile(LinkNames.ofServer(stun.name()), LinkProfiles.of(stun.ownLink().orElseThrow()));
        options.networkInterface(HostOptions.DEFAULT_INTERFACE,
                each -> each.link(link).addresses(addressesPerFamily(Optional.of(stun))));
        programs.onStunServer(stun, options);
    }

    /** RFC 5780 section 4 wants a second address of the server. */
    private static int addressesPerFamily(Optional<StunSpec> stun) {
        return stun.filter(StunSpec::secondAddress).isPresent() ? 2 : 1;
    }

    private void describe(HostSpec host, HostOptions options) {
        options.processing(host.processing()
                .map(processing -> new ProcessingDelay(processing.delay(), processing.jitter()))
                .orElse(USUAL_PROCESSING));
        for (HostSpec.Interface each : host.interfaces()) {
            boolean first = each.equals(host.interfaces().getFirst());
            options.networkInterface(each.name(), wiring -> describe(host, each, first, wiring));
        }
        programs.onHost(host, options);
    }

    private void describe(HostSpec host, HostSpec.Interface each, boolean first, InterfaceOptions wiring) {
        wiring.link(profile(LinkNames.ofHost(host.name(), each.name()), LinkProfiles.of(each.link())))
                .ipv4(host.families().ipv4()).ipv6(host.families().ipv6());
        each.behind().ifPresent(wiring::behind);
        if (first) {
            host.extraAddresses().forEach(address -> wiring.unroutedAddress(address.toString()));
        }
        if (!each.up()) {
            wiring.down();
        }
    }

    private LinkProfile profile(String link, LinkProfile profile) {
        profiles.put(link, profile);
        return profile;
    }
}
