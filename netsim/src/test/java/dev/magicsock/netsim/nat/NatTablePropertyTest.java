package dev.magicsock.netsim.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random behaviours and random traffic: the translator does at every step what the oracle does. */
class NatTablePropertyTest {

    private static final IpAddress EXTERNAL = IpAddress.parse("203.0.113.1");
    private static final PortRange EIGHT_PORTS = new PortRange(5000, 5007);

    sealed interface Step {
        /** {@code internal} and {@code remote} number small sets of endpoints. */
        record Outbound(int internal, int remote) implements Step {
        }

        /** To a port of the range, or one beside it. */
        record Inbound(int port, int remote) implements Step {
        }

        record Wait(int seconds) implements Step {
        }
    }

    @Property(tries = 1000)
    void doesWhatTheOracleDoes(@ForAll("behaviors") NatBehavior behavior, @ForAll("steps") List<Step> steps) {
        NatTable table = new NatTable(behavior, Transport.UDP, List.of(EXTERNAL),
                new AddressBindings(List.of(EXTERNAL)), new SplittableRandom(steps.size()), new Unheard());
        NaiveNat oracle = new NaiveNat(behavior, IpEndpoint.of(EXTERNAL, 1));
        long now = 0;
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Wait(int seconds) -> now += Duration.ofSeconds(seconds).toNanos();
                case Step.Outbound(int from, int to) -> {
                    var actual = NaiveNat.Outcome.of(table.outbound(internal(from), remote(to), now));
                    assertEquals(oracle.outbound(internal(from), remote(to), now, actual), actual, "step " + i);
                }
                case Step.Inbound(int port, int from) -> {
                    IpEndpoint external = IpEndpoint.of(EXTERNAL, EIGHT_PORTS.first() + port);
                    var actual = NaiveNat.Outcome.of(table.inbound(external, remote(from), now));
                    assertEquals(oracle.inbound(external, remote(from), now), actual, "step " + i);
                }
            }
        }
    }

    /** Fresh objects every time: nothing may depend on the same object coming again. */
    private static IpEndpoint internal(int number) {
        return IpEndpoint.of(IpAddress.v4(0x0A000001 + number % 3), number / 3 == 3 ? 4000 : 5000 + number / 3);
    }

    private static IpEndpoint remote(int number) {
        return IpEndpoint.of(IpAddress.v4(0xC6336401 + number % 2), 4444 + number / 2);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> outbound = Combinators
                .combine(Arbitraries.integers().between(0, 11), Arbitraries.integers().between(0, 3))
                .as(Step.Outbound::new);
        Arbitrary<Step> inbound = Combinators
                .combine(Arbitraries.integers().between(-1, 8), Arbitraries.integers().between(0, 4))
                .as(Step.Inbound::new);
        Arbitrary<Step> wait = Arbitraries.of(0, 1, 9, 10, 11, 19, 20, 25, 30, 45, 700).map(Step.Wait::new);
        return Arbitraries.frequencyOf(Tuple.of(4, outbound), Tuple.of(4, inbound),
                Tuple.of(2, wait)).list().ofMaxSize(120);
    }

    @Provide
    Arbitrary<NatBehavior> behaviors() {
        Arbitrary<NatBehavior> kinds = Combinators.combine(
                Arbitraries.of(MappingBehavior.values()), Arbitraries.of(FilteringBehavior.values()),
                Arbitraries.of(FilterScope.values()), Arbitraries.of(ports()), Arbitraries.of(true, false))
                .as((mapping, filtering, scope, ports, parity) -> NatBehavior.builder()
                        .mapping(mapping).filtering(filtering).filterScope(scope)
                        .ports(ports).portParity(parity && !(ports instanceof PortAssignment.Netfilter))
                        .portRange(EIGHT_PORTS).build());
        Arbitrary<NatBehaviorBuilder> times = Combinators.combine(kinds,
                Arbitraries.of(Lifetimes.udp(Duration.ofSeconds(20)),
                        Lifetimes.udp(Duration.ofSeconds(10), Duration.ofSeconds(30)),
                        Lifetimes.udp(Duration.ofSeconds(10), Duration.ofSeconds(30))
                                .settlingAfter(Duration.ofSeconds(5))),
                Arbitraries.of(Refresh.values()), Arbitraries.of(Refresh.values()),
                Arbitraries.of(0, 0, 15), Arbitraries.of(0, 0, 35))
                .as((kind, lifetimes, mapping, filter, delay, cap) -> {
                    boolean rests = !(kind.ports() instanceof PortAssignment.Netfilter);
                    NatBehaviorBuilder builder = kind.toBuilder();
                    builder.udp(lifetimes).mappingRefresh(mapping).filterRefresh(filter)
                            .portReuseDelay(Duration.ofSeconds(rests ? delay : 0));
                    return cap == 0 ? builder : builder.mappingLifeMax(Duration.ofSeconds(cap));
                });
        return Combinators.combine(times,
                Arbitraries.of(new NatLimits(100, 100, 100), new NatLimits(5, 3, 7)),
                Arbitraries.of(UnsolicitedInbound.values()),
                Arbitraries.of(conflicts()))
                .as(NatTablePropertyTest::finish);
    }

    /** Leaves out what the behaviour itself would refuse. */
    private static NatBehavior finish(NatBehaviorBuilder builder, NatLimits limits, UnsolicitedInbound unsolicited,
            Optional<ConflictBehavior> conflict) {
        NatBehavior plain = builder.limits(limits).build();
        NatBehaviorBuilder rest = plain.toBuilder();
        if (plain.ports() instanceof PortAssignment.Preserving) {
            conflict.ifPresent(rest::underPortConflict);
            rest.unsolicitedInbound(unsolicited);
        } else if (plain.ports() instanceof PortAssignment.PreservingWithOverloading
                || plain.ports() instanceof PortAssignment.Netfilter) {
            rest.unsolicitedInbound(unsolicited);
        }
        return rest.build();
    }

    private static List<PortAssignment> ports() {
        List<PortAssignment> all = new ArrayList<>();
        for (WhenTaken whenTaken : WhenTaken.values()) {
            all.add(new PortAssignment.Preserving(whenTaken));
            all.add(new PortAssignment.PreservingWithOverloading(whenTaken));
        }
        all.add(new PortAssignment.Sequential(1));
        all.add(new PortAssignment.Sequential(3));
        all.add(new PortAssignment.Random());
        for (PortAssignment.Netfilter.First first : PortAssignment.Netfilter.First.values()) {
            all.add(new PortAssignment.Netfilter(first));
        }
        all.add(new PortAssignment.PerSubscriberBlock(4));
        all.add(new PortAssignment.PerSubscriberBlock(2));
        return all;
    }

    private static List<Optional<ConflictBehavior>> conflicts() {
        return List.of(Optional.empty(),
                Optional.of(new ConflictBehavior(
                        MappingBehavior.ADDRESS_AND_PORT_DEPENDENT, FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT)),
                Optional.of(new ConflictBehavior(
                        MappingBehavior.ADDRESS_DEPENDENT, FilteringBehavior.ENDPOINT_INDEPENDENT)));
    }
}
