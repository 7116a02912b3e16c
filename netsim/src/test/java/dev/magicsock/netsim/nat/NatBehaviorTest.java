package dev.magicsock.netsim.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NatBehaviorTest {

    private static final PortAssignment RANDOM = new PortAssignment.Random();

    @Test
    void builderStartsFromTheRecommendations() {
        NatBehavior behavior = NatBehavior.builder().build();

        assertEquals(MappingBehavior.ENDPOINT_INDEPENDENT, behavior.mapping());
        assertEquals(Duration.ofMinutes(5), behavior.udp().replied());
        assertEquals(Refresh.OUTBOUND, behavior.mappingRefresh());
        assertEquals(Hairpinning.EXTERNAL_SOURCE, behavior.hairpinning());
    }

    @Test
    void copyOfABehaviorIsEqualUntilAKnobIsTurned() {
        for (NatPreset preset : NatPreset.values()) {
            NatBehavior behavior = preset.behavior();
            assertEquals(behavior, behavior.toBuilder().build());
            assertNotEquals(behavior, behavior.toBuilder().mappingLifeMax(Duration.ofSeconds(77)).build());
        }
    }

    @Test
    void presetsAreAllDifferentAndFoundByTheirLabels() {
        Map<NatBehavior, NatPreset> seen = new LinkedHashMap<>();
        for (NatPreset preset : NatPreset.values()) {
            assertEquals(null, seen.put(preset.behavior(), preset), preset.label());
            assertEquals(preset, NatPreset.parse(preset.label()));
        }
        assertEquals(NatPreset.HOME_ROUTER, NatPreset.parse("home-router"));
    }

    @Test
    void unknownLabelsNameWhatThereIs() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> MappingBehavior.parse("symmetric"));

        assertEquals("'symmetric' is not a mapping behaviour; it is one of "
                + "endpoint-independent, address-dependent, address-and-port-dependent", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> NatPreset.parse("HOME_ROUTER"));
    }

    @Test
    void contradictionsAreRefusedWithASentence() {
        assertRefused("pooling must be paired", NatBehavior.builder()
                .ports(new PortAssignment.PerSubscriberBlock(64)).pooling(Pooling.ARBITRARY));
        assertRefused("others have no conflict", NatBehavior.builder().ports(RANDOM).underPortConflict(
                new ConflictBehavior(MappingBehavior.ADDRESS_DEPENDENT, FilteringBehavior.ADDRESS_DEPENDENT)));
        assertRefused("ports must be preserved", NatBehavior.builder()
                .ports(RANDOM).unsolicitedInbound(UnsolicitedInbound.CLAIMS_FLOW));
        assertRefused("leads nowhere", NatBehavior.builder()
                .ports(new PortAssignment.Sequential(10)).portRange(new PortRange(2000, 2009)));
        assertRefused("does not fit", NatBehavior.builder()
                .ports(new PortAssignment.PerSubscriberBlock(11)).portRange(new PortRange(2000, 2009)));
        assertRefused("other parity", NatBehavior.builder()
                .ports(new PortAssignment.PerSubscriberBlock(1)).portParity(true));
        assertRefused("must not be negative", NatBehavior.builder().portReuseDelay(Duration.ofSeconds(-1)));
        assertRefused("must be positive", NatBehavior.builder().mappingLifeMax(Duration.ZERO));
    }

    @Test
    void partsRefuseWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new PortRange(0, 10));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(10, 9));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(10, 65_536));
        assertThrows(IllegalArgumentException.class, () -> new PortAssignment.Sequential(0));
        assertThrows(IllegalArgumentException.class, () -> new PortAssignment.PerSubscriberBlock(0));
        assertThrows(IllegalArgumentException.class, () -> Lifetimes.udp(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Lifetimes.udp(Duration.ofSeconds(3), Duration.ofSeconds(2)));
        assertThrows(IllegalArgumentException.class, () -> new NatLimits(10, 11, 10));
        assertThrows(IllegalArgumentException.class, () -> new NatLimits(0, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new NatLimits(Integer.MAX_VALUE, 1, 1));
    }

    private static void assertRefused(String words, NatBehaviorBuilder builder) {
        String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.contains(words), message);
    }
}
