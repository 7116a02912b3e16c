package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.netsim.link.Jitter;
import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.link.Loss;
import dev.magicsock.netsim.link.Oversize;
import dev.magicsock.netsim.link.QueueLimit;
import dev.magicsock.netsim.link.Reordering;
import dev.magicsock.scenarios.model.LinkConditions.Jitter.Distribution;
import dev.magicsock.scenarios.model.LinkConditions.TooBig;
import dev.magicsock.scenarios.model.LinkSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every knob of a link on its own, upon conditions in which every knob is turned already. */
class LinkProfilesTest {

    private static final LinkConditions TURNED = LinkConditions.ofLatency(Duration.ofMillis(7))
            .withJitter(new Jitter.Uniform(Duration.ofMillis(3))).withLossRatio(0.01).withDuplication(0.02)
            .withCorruption(0.03).withReordering(new Reordering(0.04, Duration.ofMillis(5)))
            .withBandwidth(8_000_000, new QueueLimit.Bytes(64_000)).withMtu(1400, Oversize.BLACK_HOLE);

    private Optional<Duration> latency = Optional.empty();
    private Optional<dev.magicsock.scenarios.model.LinkConditions.Jitter> jitter = Optional.empty();
    private Optional<dev.magicsock.scenarios.model.LinkConditions.Loss> loss = Optional.empty();
    private OptionalInt mtu = OptionalInt.empty();
    private Optional<TooBig> tooBig = Optional.empty();
    private OptionalLong rate = OptionalLong.empty();
    private Optional<dev.magicsock.scenarios.model.LinkConditions.QueueLimit> queue = Optional.empty();
    private OptionalDouble duplicate = OptionalDouble.empty();
    private OptionalDouble reorder = OptionalDouble.empty();
    private OptionalDouble corrupt = OptionalDouble.empty();

    @Test
    void whatIsNotNamedStaysAsItIs() {
        assertUpon(TURNED, TURNED);
        assertUpon(LinkConditions.PERFECT, LinkConditions.PERFECT);
    }

    @Test
    void latency() {
        latency = Optional.of(Duration.ofMillis(250));

        assertUpon(TURNED, TURNED.withLatency(Duration.ofMillis(250)));
    }

    @Test
    void everyDistributionOfJitter() {
        Duration extent = Duration.ofMillis(9);
        jitter(extent, Distribution.UNIFORM);
        assertUpon(TURNED, TURNED.withJitter(new Jitter.Uniform(extent)));
        jitter(extent, Distribution.NORMAL);
        assertUpon(TURNED, TURNED.withJitter(new Jitter.HalfNormal(extent)));
        jitter(extent, Distribution.EXPONENTIAL);
        assertUpon(TURNED, TURNED.withJitter(new Jitter.Exponential(extent)));
    }

    @Test
    void everyKindOfLoss() {
        loss = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.Loss.Bernoulli(0.2));
        assertUpon(TURNED, TURNED.withLossRatio(0.2));
        loss = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.Loss.AtMostInARow(0.2, 3));
        assertUpon(TURNED, TURNED.withLoss(new Loss.AtMostInARow(0.2, 3)));
        loss = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.Loss.GilbertElliott(0.1, 0.2, 0.3, 0.4));
        assertUpon(TURNED, TURNED.withLoss(new Loss.GilbertElliott(0.1, 0.2, 0.3, 0.4)));
        loss = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.Loss.Exactly(List.of(3L, 7L)));
        assertUpon(TURNED, TURNED.withLoss(new Loss.DropList(List.of(3L, 7L))));
    }

    @Test
    void theMtuAndWhatBecomesOfLargerPacketsAreTwoKnobs() {
        mtu = OptionalInt.of(1280);
        assertUpon(TURNED, TURNED.withMtu(1280, Oversize.BLACK_HOLE));
        tooBig = Optional.of(TooBig.ANSWER);
        assertUpon(TURNED, TURNED.withMtu(1280, Oversize.ANSWER));
        mtu = OptionalInt.empty();
        assertUpon(TURNED, TURNED.withMtu(1400, Oversize.ANSWER));
        tooBig = Optional.of(TooBig.BLACK_HOLE);
        assertUpon(LinkConditions.PERFECT, LinkConditions.PERFECT.withMtu(1500, Oversize.BLACK_HOLE));
    }

    @Test
    void theBandwidthAndItsQueueAreTwoKnobs() {
        rate = OptionalLong.of(1_000_000);
        assertUpon(TURNED, TURNED.withBandwidth(1_000_000, new QueueLimit.Bytes(64_000)));
        queue = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.QueueLimit.Packets(10));
        assertUpon(TURNED, TURNED.withBandwidth(1_000_000, new QueueLimit.Packets(10)));
        rate = OptionalLong.empty();
        queue = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.QueueLimit.Bytes(1000));
        assertUpon(TURNED, TURNED.withBandwidth(8_000_000, new QueueLimit.Bytes(1000)));
    }

    @Test
    void copiesDamageAndOvertaking() {
        duplicate = OptionalDouble.of(0.5);
        corrupt = OptionalDouble.of(0.6);
        assertUpon(TURNED, TURNED.withDuplication(0.5).withCorruption(0.6));
        reorder = OptionalDouble.of(0.7);
        LinkConditions result = LinkProfiles.changed(LinkProfile.both(TURNED), spec(Optional.empty())).up();
        assertEquals(0.7, result.reordering().ratio());
    }

    @Test
    void directionsAreChangedOnTheirOwn() {
        latency = Optional.of(Duration.ofMillis(250));
        LinkSpec up = new LinkSpec(Optional.empty(), conditions(),
                dev.magicsock.scenarios.model.LinkConditions.UNCHANGED);

        LinkProfile changed = LinkProfiles.changed(LinkProfile.both(TURNED), up);

        assertEquals(new LinkProfile(TURNED.withLatency(Duration.ofMillis(250)), TURNED), changed);
    }

    @Test
    void aPresetReplacesEverythingAndThenTheRestIsChanged() {
        latency = Optional.of(Duration.ofMillis(250));
        LinkProfile preset = LinkPreset.MOBILE_4G.profile();

        LinkProfile changed = LinkProfiles.changed(LinkProfile.both(TURNED), spec(Optional.of("4g")));

        assertEquals(new LinkProfile(preset.up().withLatency(Duration.ofMillis(250)),
                preset.down().withLatency(Duration.ofMillis(250))), changed);
    }

    @Test
    void aLinkOfNothingIsIdealAndEveryPresetIsKnown() {
        assertEquals(LinkPreset.PERFECT.profile(), LinkProfiles.of(LinkSpec.IDEAL));
        for (LinkPreset preset : LinkPreset.values()) {
            assertEquals(preset.profile(), LinkProfiles.of(spec(Optional.of(preset.label()))));
        }
        assertThrows(IllegalStateException.class, () -> LinkProfiles.of(spec(Optional.of("carrier-pigeon"))));
    }

    @Test
    void itsWordsNameWhateverIsNotIdeal() {
        assertEquals("0 ms", LinkProfiles.describe(LinkConditions.PERFECT));
        assertEquals("0.2 ms, 1000 Mbit/s", LinkProfiles.describe(LinkPreset.LAN.profile().up()));
        assertEquals("7 ms, jitter up to 3 ms, 8 Mbit/s, 1% lost, 2% duplicated, 3% corrupted, 4% reordered, MTU 1400",
                LinkProfiles.describe(TURNED));
        assertEquals("7 ms, jitter of mean 2 ms, 0.064 Mbit/s, lost in bursts", LinkProfiles.describe(LinkConditions
                .ofLatency(Duration.ofMillis(7)).withJitter(new Jitter.Exponential(Duration.ofMillis(2)))
                .withBandwidth(64_000, QueueLimit.DEFAULT).withLoss(Loss.GilbertElliott.bursts(0.02, 3))));
        assertEquals("7 ms, jitter of deviation 2 ms, 2 packets lost", LinkProfiles.describe(LinkConditions
                .ofLatency(Duration.ofMillis(7)).withJitter(new Jitter.HalfNormal(Duration.ofMillis(2)))
                .withLoss(new Loss.DropList(List.of(3L, 7L)))));
    }

    private void jitter(Duration extent, Distribution distribution) {
        jitter = Optional.of(new dev.magicsock.scenarios.model.LinkConditions.Jitter(extent, distribution));
    }

    private void assertUpon(LinkConditions before, LinkConditions after) {
        assertEquals(LinkProfile.both(after), LinkProfiles.changed(LinkProfile.both(before), spec(Optional.empty())));
    }

    private LinkSpec spec(Optional<String> preset) {
        return new LinkSpec(preset, conditions(), conditions());
    }

    private dev.magicsock.scenarios.model.LinkConditions conditions() {
        return new dev.magicsock.scenarios.model.LinkConditions(latency, jitter, loss, mtu, tooBig, rate, queue,
                duplicate,
                reorder, corrupt);
    }
}
