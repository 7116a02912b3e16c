package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.firewall.UdpBlock;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.topology.RouterOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** RFC 5780 from inside the network: whoever asks finds the mapping and the filtering that were configured. */
class BehaviorProberTest {

    /**
     * Where RFC 5780 sees something else than what is configured: a port that is overloaded looks the same from every
     * remote endpoint, as long as nobody else wants it.
     */
    private static final Map<NatPreset, MappingBehavior> SEEN_AS = new TreeMap<>(Map.of(
            NatPreset.LINUX_MASQUERADE, MappingBehavior.ENDPOINT_INDEPENDENT,
            NatPreset.MOBILE_CARRIER, MappingBehavior.ENDPOINT_INDEPENDENT));

    @Test
    void everyPresetIsRecognised() {
        for (NatPreset preset : NatPreset.values()) {
            NatBehavior behavior = preset.behavior();
            assertEquals(seen(SEEN_AS.getOrDefault(preset, behavior.mapping()), behavior.filtering()),
                    probe(router -> router.nat(Nat.of(behavior))), preset.label());
        }
    }

    @Test
    void everyPairOfMappingAndFilteringIsRecognised() {
        for (MappingBehavior mapping : MappingBehavior.values()) {
            for (FilteringBehavior filtering : FilteringBehavior.values()) {
                NatBehavior behavior = NatBehavior.builder().mapping(mapping).filtering(filtering)
                        .ports(new PortAssignment.Random()).build();
                assertEquals(seen(mapping, filtering), probe(router -> router.nat(Nat.of(behavior))));
            }
        }
    }

    @Test
    void withoutANatNothingIsDependentOnAnything() {
        assertEquals(seen(MappingBehavior.ENDPOINT_INDEPENDENT, FilteringBehavior.ENDPOINT_INDEPENDENT),
                probe(_ -> { }));
    }

    @Test
    void whereUdpIsBlockedNothingIsSeen() {
        assertEquals(new BehaviorProber.Seen(Optional.empty(), Optional.empty()),
                probe(router -> router.middlebox("block", UdpBlock.except(List.of(53)))));
    }

    private static BehaviorProber.Seen seen(MappingBehavior mapping, FilteringBehavior filtering) {
        return new BehaviorProber.Seen(Optional.of(mapping), Optional.of(filtering));
    }

    private static BehaviorProber.Seen probe(Consumer<RouterOptions> home) {
        BehaviorProber prober = new BehaviorProber();
        Network network = Network.builder(1)
                .router("home", home)
                .host("stun", host -> host.networkInterface("eth0", each -> each.addresses(2))
                        .program(new StunProgram()))
                .host("alice", host -> host.behind("home").program(prober))
                .build();
        prober.ask(network.addresses("stun").stream().filter(address -> address.isV4()).toList());
        network.run(BehaviorProber.DURATION);
        return prober.seen();
    }
}
