package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.link.Jitter;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.link.Loss;
import dev.magicsock.netsim.link.Oversize;
import dev.magicsock.netsim.link.QueueLimit;
import dev.magicsock.netsim.link.Radio;
import dev.magicsock.netsim.link.Reordering;
import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;

/** Expands what a scenario says about a link to the simulator's knobs. */
final class LinkProfiles {

    /** How long a packet that may be overtaken is held back: a few packets' time on a usual access link. */
    private static final Duration REORDERING_DELAY = Duration.ofMillis(10);

    private LinkProfiles() {
    }

    static LinkProfile of(LinkSpec spec) {
        return changed(LinkPreset.PERFECT.profile(), spec);
    }

    /**
     * The conditions that a link has, with those that the spec names in their place; all of them if it names a preset.
     */
    static LinkProfile changed(LinkProfile before, LinkSpec spec) {
        LinkProfile start = spec.preset().map(LinkProfiles::preset).orElse(before);
        return new LinkProfile(changed(start.up(), spec.up()), changed(start.down(), spec.down()));
    }

    private static LinkProfile preset(String name) {
        return LinkPreset.byLabel(name)
                .orElseThrow(() ->
                        new IllegalStateException("the link preset '" + name + "' was checked and is unknown"))
                .profile();
    }

    private static dev.magicsock.netsim.link.LinkConditions changed(dev.magicsock.netsim.link.LinkConditions base,
            LinkConditions change) {
        dev.magicsock.netsim.link.LinkConditions result = base
                .withLatency(change.latency().orElse(base.latency()))
                .withJitter(change.jitter().map(LinkProfiles::jitter).orElse(base.jitter()))
                .withLoss(change.loss().map(LinkProfiles::loss).orElse(base.loss()))
                .withDuplication(change.duplicate().orElse(base.duplicationRatio()))
                .withCorruption(change.corrupt().orElse(base.corruptionRatio()))
                .withMtu(change.mtuBytes().orElse(base.mtuBytes()),
                        change.tooBig().map(LinkProfiles::oversize).orElse(base.oversize()))
                .withBandwidth(change.bitsPerSecond().orElse(base.bitsPerSecond()),
                        change.queue().map(LinkProfiles::queue).orElse(base.queue()))
                .withRadio(change.radio().map(radio -> new Radio(radio.idle(), radio.wakeUp())).orElse(base.radio()));
        return change.reorder().isPresent()
                ? result.withReordering(new Reordering(change.reorder().getAsDouble(), REORDERING_DELAY))
                : result;
    }

    private static Jitter jitter(LinkConditions.Jitter jitter) {
        return switch (jitter.distribution()) {
            case UNIFORM -> new Jitter.Uniform(jitter.extent());
            case NORMAL -> new Jitter.HalfNormal(jitter.extent());
            case EXPONENTIAL -> new Jitter.Exponential(jitter.extent());
        };
    }

    private static Loss loss(LinkConditions.Loss loss) {
        return switch (loss) {
            case LinkConditions.Loss.Bernoulli(double ratio) -> new Loss.Bernoulli(ratio);
            case LinkConditions.Loss.AtMostInARow(double ratio, int longest) -> new Loss.AtMostInARow(ratio, longest);
            case LinkConditions.Loss.GilbertElliott chain -> new Loss.GilbertElliott(chain.goodToBad(),
                    chain.badToGood(), chain.lossInGood(), chain.lossInBad());
            case LinkConditions.Loss.Exactly(var ordinals) -> new Loss.DropList(ordinals);
        };
    }

    private static Oversize oversize(LinkConditions.TooBig tooBig) {
        return switch (tooBig) {
            case ANSWER -> Oversize.ANSWER;
            case BLACK_HOLE -> Oversize.BLACK_HOLE;
        };
    }

    private static QueueLimit queue(LinkConditions.QueueLimit queue) {
        return switch (queue) {
            case LinkConditions.QueueLimit.Bytes(long bytes) -> new QueueLimit.Bytes(bytes);
            case LinkConditions.QueueLimit.Packets(int packets) -> new QueueLimit.Packets(packets);
            case LinkConditions.QueueLimit.Codel() -> QueueLimit.Codel.RECOMMENDED;
        };
    }

    /** What a reader should see of one direction: its latency, and whatever else is not ideal. */
    static String describe(dev.magicsock.netsim.link.LinkConditions conditions) {
        StringJoiner words = new StringJoiner(", ");
        words.add(millis(conditions.latency()));
        jitter(conditions.jitter()).ifPresent(words::add);
        if (conditions.bitsPerSecond() != dev.magicsock.netsim.link.LinkConditions.UNLIMITED) {
            words.add(decimal(BigDecimal.valueOf(conditions.bitsPerSecond(), 6)) + " Mbit/s");
        }
        loss(conditions.loss()).ifPresent(words::add);
        ratio(conditions.duplicationRatio(), "duplicated").ifPresent(words::add);
        ratio(conditions.corruptionRatio(), "corrupted").ifPresent(words::add);
        ratio(conditions.reordering().ratio(), "reordered").ifPresent(words::add);
        if (conditions.mtuBytes() != dev.magicsock.netsim.link.LinkConditions.PERFECT.mtuBytes()) {
            words.add("MTU " + conditions.mtuBytes());
        }
        return words.toString();
    }

    private static Optional<String> jitter(Jitter jitter) {
        return switch (jitter) {
            case Jitter.None() -> Optional.empty();
            case Jitter.Uniform(Duration max) -> Optional.of("jitter up to " + millis(max));
            case Jitter.HalfNormal(Duration deviation) -> Optional.of("jitter of deviation " + millis(deviation));
            case Jitter.Exponential(Duration mean) -> Optional.of("jitter of mean " + millis(mean));
        };
    }

    private static Optional<String> loss(Loss loss) {
        return switch (loss) {
            case Loss.None() -> Optional.empty();
            case Loss.Bernoulli(double ratio) -> ratio(ratio, "lost");
            case Loss.AtMostInARow(double ratio, int longest) ->
                    ratio(ratio, "lost, at most " + longest + " in a row");
            case Loss.GilbertElliott _ -> Optional.of("lost in bursts");
            case Loss.DropList(var ordinals) -> Optional.of(ordinals.size() + " packets lost");
        };
    }

    private static Optional<String> ratio(double ratio, String what) {
        return ratio == 0 ? Optional.empty()
                : Optional.of(decimal(BigDecimal.valueOf(ratio).movePointRight(2)) + "% " + what);
    }

    private static String millis(Duration duration) {
        return decimal(BigDecimal.valueOf(duration.toNanos(), 6)) + " ms";
    }

    private static String decimal(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
