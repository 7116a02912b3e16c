package dev.magicsock.netsim.link;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Names for link profiles that are often wanted. A preset is nothing but its knobs: typical figures of published
 * measurements of such access networks, rounded, not a model of any product.
 */
public enum LinkPreset {

    /** Nothing in the way: no delay, no loss, no limit. */
    PERFECT(LinkProfile.both(LinkConditions.PERFECT)),
    /** A wired local network: 0.2 ms, 1 Gbit/s. */
    LAN(LinkProfile.both(LinkConditions.ofLatency(micros(200)).withBandwidth(mbit(1000), kilobytes(512)))),
    /** A home's wireless network: 2 ms and up, 100 Mbit/s, 0.5 % loss. */
    WIFI(LinkProfile.both(LinkConditions.ofLatency(millis(2)).withJitter(new Jitter.Exponential(millis(1)))
            .withLossRatio(0.005).withBandwidth(mbit(100), kilobytes(256)))),
    /** The same with many neighbours: 5 ms and far up, 20 Mbit/s, loss in bursts. */
    WIFI_CROWDED(LinkProfile.both(LinkConditions.ofLatency(millis(5)).withJitter(new Jitter.Exponential(millis(10)))
            .withLoss(Loss.GilbertElliott.bursts(0.03, 4)).withBandwidth(mbit(20), kilobytes(256)))),
    /** The last room but one: 10 ms and very far up, 5 Mbit/s, a tenth of all packets lost in bursts. */
    WIFI_WEAK(LinkProfile.both(LinkConditions.ofLatency(millis(10)).withJitter(new Jitter.Exponential(millis(30)))
            .withLoss(Loss.GilbertElliott.bursts(0.1, 6)).withBandwidth(mbit(5), kilobytes(256)))),
    /** Fibre to the home: 2 ms, 1 Gbit/s down, 500 Mbit/s up. */
    FIBER(new LinkProfile(
            LinkConditions.ofLatency(millis(2)).withBandwidth(mbit(500), kilobytes(512)),
            LinkConditions.ofLatency(millis(2)).withBandwidth(mbit(1000), kilobytes(512)))),
    /** Television cable: 8 ms and up, 200 Mbit/s down, 20 Mbit/s up with a deep queue. */
    CABLE(new LinkProfile(
            LinkConditions.ofLatency(millis(8)).withJitter(new Jitter.Uniform(millis(4)))
                    .withBandwidth(mbit(20), kilobytes(512)),
            LinkConditions.ofLatency(millis(8)).withJitter(new Jitter.Uniform(millis(2)))
                    .withBandwidth(mbit(200), kilobytes(1024)))),
    /** The same after active queue management came (DOCSIS 3.1 has a kin of it): no standing queue upwards. */
    CABLE_CODEL(new LinkProfile(
            LinkConditions.ofLatency(millis(8)).withJitter(new Jitter.Uniform(millis(4)))
                    .withBandwidth(mbit(20), QueueLimit.Codel.RECOMMENDED),
            LinkConditions.ofLatency(millis(8)).withJitter(new Jitter.Uniform(millis(2)))
                    .withBandwidth(mbit(200), QueueLimit.Codel.RECOMMENDED))),
    /** Telephone line: 12 ms, 50 Mbit/s down, 10 Mbit/s up, MTU 1492 because of PPPoE (RFC 2516 section 7). */
    DSL(new LinkProfile(
            LinkConditions.ofLatency(millis(12)).withBandwidth(mbit(10), kilobytes(256)).withMtu(1492, Oversize.ANSWER),
            LinkConditions.ofLatency(millis(12)).withBandwidth(mbit(50), kilobytes(512))
                    .withMtu(1492, Oversize.ANSWER))),
    /** Mobile, fourth generation: 25 ms and up, 40 Mbit/s down, 15 Mbit/s up, deep queues, some loss. */
    MOBILE_4G(new LinkProfile(
            LinkConditions.ofLatency(millis(25)).withJitter(new Jitter.HalfNormal(millis(8))).withLossRatio(0.002)
                    .withBandwidth(mbit(15), kilobytes(1024)),
            LinkConditions.ofLatency(millis(25)).withJitter(new Jitter.HalfNormal(millis(8))).withLossRatio(0.002)
                    .withBandwidth(mbit(40), kilobytes(2048)))),
    /** Mobile, fifth generation: 12 ms and up, 200 Mbit/s down, 40 Mbit/s up. */
    MOBILE_5G(new LinkProfile(
            LinkConditions.ofLatency(millis(12)).withJitter(new Jitter.HalfNormal(millis(4))).withLossRatio(0.001)
                    .withBandwidth(mbit(40), kilobytes(1024)),
            LinkConditions.ofLatency(millis(12)).withJitter(new Jitter.HalfNormal(millis(4))).withLossRatio(0.001)
                    .withBandwidth(mbit(200), kilobytes(4096)))),
    /**
     * {@link #MOBILE_4G} with a radio that sleeps after 10 s and takes 260 ms to wake up (Huang et al., "A close
     * examination of performance and power characteristics of 4G LTE networks", MobiSys 2012, table 3, rounded).
     */
    MOBILE_4G_SLEEPY(new LinkProfile(
            MOBILE_4G.profile.up().withRadio(new Radio(Duration.ofSeconds(10), millis(260))),
            MOBILE_4G.profile.down().withRadio(new Radio(Duration.ofSeconds(10), millis(260))))),
    /** Mobile, second generation: 300 ms and far up, 200 kbit/s down, 50 kbit/s up, queues of several seconds. */
    MOBILE_2G(new LinkProfile(
            LinkConditions.ofLatency(millis(300)).withJitter(new Jitter.HalfNormal(millis(100))).withLossRatio(0.02)
                    .withBandwidth(50_000, kilobytes(32)),
            LinkConditions.ofLatency(millis(300)).withJitter(new Jitter.HalfNormal(millis(100))).withLossRatio(0.02)
                    .withBandwidth(200_000, kilobytes(64)))),
    /** Mobile, third generation: 60 ms and far up, 4 Mbit/s down, 1 Mbit/s up. */
    MOBILE_3G(new LinkProfile(
            LinkConditions.ofLatency(millis(60)).withJitter(new Jitter.HalfNormal(millis(30))).withLossRatio(0.01)
                    .withBandwidth(mbit(1), kilobytes(128)),
            LinkConditions.ofLatency(millis(60)).withJitter(new Jitter.HalfNormal(millis(30))).withLossRatio(0.01)
                    .withBandwidth(mbit(4), kilobytes(256)))),
    /** A poor path: 20 ms, 3 % of all packets lost in bursts of three. */
    LOSSY(LinkProfile.both(LinkConditions.ofLatency(millis(20)).withJitter(new Jitter.Uniform(millis(5)))
            .withLoss(Loss.GilbertElliott.bursts(0.03, 3)))),
    /** A geostationary satellite: 270 ms, 50 Mbit/s down, 5 Mbit/s up. */
    SATELLITE(new LinkProfile(
            LinkConditions.ofLatency(millis(270)).withJitter(new Jitter.Uniform(millis(20))).withLossRatio(0.005)
                    .withBandwidth(mbit(5), kilobytes(512)),
            LinkConditions.ofLatency(millis(270)).withJitter(new Jitter.Uniform(millis(20))).withLossRatio(0.005)
                    .withBandwidth(mbit(50), kilobytes(2048)))),
    /** Satellites in low orbit: 20 ms and up, 150 Mbit/s down, 15 Mbit/s up, losses in bursts. */
    SATELLITE_LOW_ORBIT(new LinkProfile(
            LinkConditions.ofLatency(millis(20)).withJitter(new Jitter.Exponential(millis(6)))
                    .withLoss(Loss.GilbertElliott.bursts(0.01, 5)).withBandwidth(mbit(15), kilobytes(512)),
            LinkConditions.ofLatency(millis(20)).withJitter(new Jitter.Exponential(millis(6)))
                    .withLoss(Loss.GilbertElliott.bursts(0.01, 5)).withBandwidth(mbit(150), kilobytes(1024)))),
    /** A train in the hills: 50 ms and very far up, 2 Mbit/s, a fifth of all packets lost in bursts of twenty. */
    TRAIN(LinkProfile.both(LinkConditions.ofLatency(millis(50)).withJitter(new Jitter.Exponential(millis(60)))
            .withLoss(Loss.GilbertElliott.bursts(0.2, 20)).withBandwidth(mbit(2), kilobytes(512)))),
    /** Past any use: a second and far up, 64 kbit/s, half of all packets lost, some twice, some broken, some late. */
    UNUSABLE(LinkProfile.both(LinkConditions.ofLatency(millis(1000)).withJitter(new Jitter.Exponential(millis(500)))
            .withLoss(Loss.GilbertElliott.bursts(0.5, 10)).withDuplication(0.05).withCorruption(0.05)
            .withReordering(new Reordering(0.1, millis(300))).withBandwidth(64_000, kilobytes(32))));

    private final LinkProfile profile;

    LinkPreset(LinkProfile profile) {
        this.profile = profile;
    }

    /** The knobs that this name stands for. */
    public LinkProfile profile() {
        return profile;
    }

    /** The name as scenarios write it, such as {@code 4g}, {@code wifi-crowded} or {@code satellite}. */
    public String label() {
        String kebab = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return kebab.startsWith("mobile-") ? kebab.substring("mobile-".length()) : kebab;
    }

    /** The preset with this {@link #label}. */
    public static Optional<LinkPreset> byLabel(String label) {
        for (LinkPreset preset : values()) {
            if (preset.label().equals(label)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(1000 * count);
    }

    private static long mbit(long count) {
        return 1_000_000 * count;
    }

    private static QueueLimit kilobytes(long count) {
        return new QueueLimit.Bytes(1000 * count);
    }
}
