package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.scenarios.model.LinkConditions;
import dev.magicsock.scenarios.model.LinkConditions.Jitter;
import dev.magicsock.scenarios.model.LinkConditions.Jitter.Distribution;
import dev.magicsock.scenarios.model.LinkConditions.Loss;
import dev.magicsock.scenarios.model.LinkConditions.QueueLimit;
import dev.magicsock.scenarios.model.LinkConditions.Radio;
import dev.magicsock.scenarios.model.LinkConditions.TooBig;
import dev.magicsock.scenarios.model.LinkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads links: a preset's name, or a mapping of conditions for both directions and for one. */
final class LinkReader {

    /** The smallest MTU that IPv4 allows (RFC 791 section 3.2) and the largest IP packet. */
    private static final int MTU_MIN_BYTES = 68;
    private static final int MTU_MAX_BYTES = 65_535;

    private static final long QUEUE_MAX_BYTES = 1L << 32;
    private static final int BURST_MAX_PACKETS = 10_000;
    private static final int EXACT_LOSS_MAX_PACKETS = 10_000;
    private static final Pattern PACKETS = Pattern.compile("([1-9][0-9]{0,5}) packets?");

    private static final List<String> PRESETS = Arrays.stream(LinkPreset.values()).map(LinkPreset::label).toList();

    private LinkReader() {
    }

    static Optional<LinkSpec> read(Value value) {
        if (value.text().isPresent()) {
            return value.word(PRESETS).map(preset ->
                    new LinkSpec(Optional.of(preset), LinkConditions.UNCHANGED, LinkConditions.UNCHANGED));
        }
        return Fields.open(value, Keys.LINK).map(LinkReader::readMapping);
    }

    private static LinkSpec readMapping(Fields link) {
        Optional<String> preset = link.optional("preset", Values.word(PRESETS));
        LinkConditions both = conditions(link);
        return new LinkSpec(preset, direction(link, "up", both), direction(link, "down", both));
    }

    private static LinkConditions direction(Fields link, String key, LinkConditions both) {
        return link.optional(key, value -> Fields.open(value, Keys.CONDITIONS)).map(LinkReader::conditions)
                .map(both::overriddenBy).orElse(both);
    }

    private static LinkConditions conditions(Fields fields) {
        return new LinkConditions(
                fields.optional("latency", Values::duration),
                fields.optional("jitter", LinkReader::jitter),
                fields.optional("loss", LinkReader::loss),
                fields.optional("mtu", Values.size(MTU_MIN_BYTES, MTU_MAX_BYTES))
                        .map(mtu -> OptionalInt.of(mtu.intValue())).orElse(OptionalInt.empty()),
                fields.optional("too-big", Values.word(TooBig.class)),
                fields.optional("rate", Values::rate).map(OptionalLong::of).orElse(OptionalLong.empty()),
                fields.optional("queue", LinkReader::queue),
                ratio(fields, "duplicate"), ratio(fields, "reorder"), ratio(fields, "corrupt"),
                fields.optional("radio", LinkReader::radio));
    }

    private static Optional<Radio> radio(Value value) {
        return Fields.open(value, Keys.RADIO).flatMap(radio -> ActionReader.both(
                radio.required("idle", Values::positiveDuration), radio.required("wake-up", Values::duration),
                Radio::new));
    }

    private static OptionalDouble ratio(Fields fields, String key) {
        return fields.optional(key, Values::ratio).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static Optional<Jitter> jitter(Value value) {
        if (!(value.node() instanceof Node.Mapping)) {
            return Values.positiveDuration(value).map(extent -> new Jitter(extent, Distribution.UNIFORM));
        }
        return Fields.open(value, Keys.JITTER).flatMap(jitter -> {
            Distribution distribution = jitter.optional("distribution", Values.word(Distribution.class))
                    .orElse(Distribution.UNIFORM);
            return jitter.required("extent", Values::positiveDuration).map(extent -> new Jitter(extent, distribution));
        });
    }

    private static Optional<Loss> loss(Value value) {
        if (!(value.node() instanceof Node.Mapping mapping)) {
            return Values.ratio(value).map(Loss.Bernoulli::new);
        }
        if (mapping.find("packets").isPresent()) {
            return Fields.open(value, Keys.EXACT_LOSS).flatMap(LinkReader::exactLoss);
        }
        if (mapping.find("ratio").isPresent() || mapping.find("burst-at-most").isPresent()) {
            return Fields.open(value, Keys.BOUNDED_LOSS).flatMap(LinkReader::boundedLoss);
        }
        if (mapping.find("average").isPresent() || mapping.find("burst").isPresent()) {
            return Fields.open(value, Keys.BURST_LOSS).flatMap(LinkReader::burstLoss);
        }
        return Fields.open(value, Keys.GILBERT_ELLIOTT_LOSS).flatMap(LinkReader::gilbertElliott);
    }

    private static Optional<Loss> exactLoss(Fields loss) {
        Value.Reader<Long> ordinal = Values.integer(1, Long.MAX_VALUE / 10);
        return loss.required("packets", Values.list(ordinal, "expected a list such as [3, 7]", EXACT_LOSS_MAX_PACKETS))
                .map(ordinals -> new Loss.Exactly(ordinals.stream().sorted().distinct().toList()));
    }

    private static Optional<Loss> boundedLoss(Fields loss) {
        Optional<Double> ratio = loss.required("ratio", Values::ratio);
        Optional<Integer> longest = loss.required("burst-at-most", Values.smallInteger(1, BURST_MAX_PACKETS));
        return ratio.flatMap(each -> longest.map(packets -> new Loss.AtMostInARow(each, packets)));
    }

    /** Gilbert's model from its observable figures: everything is lost in the bad state, nothing in the good one. */
    private static Optional<Loss> burstLoss(Fields loss) {
        Optional<Double> average = loss.required("average", Values::ratio)
                .flatMap(ratio -> ratio < 1 ? Optional.of(ratio)
                        : loss.value("average").orElseThrow().reject("expected less than 100%"));
        Optional<Integer> burst = loss.required("burst", Values.smallInteger(1, BURST_MAX_PACKETS));
        return average.flatMap(ratio -> burst.flatMap(packets -> {
            double badToGood = 1.0 / packets;
            double goodToBad = ratio * badToGood / (1 - ratio);
            return goodToBad <= 1 ? Optional.of(new Loss.GilbertElliott(goodToBad, badToGood, 0, 1))
                    : loss.value("burst").orElseThrow()
                    .rejectAs("is too short for that average", "expected longer bursts");
        }));
    }

    private static Optional<Loss> gilbertElliott(Fields loss) {
        Optional<Double> goodToBad = loss.required("good-to-bad", Values::ratio);
        Optional<Double> badToGood = loss.required("bad-to-good", Values::ratio);
        double lossInGood = loss.optional("loss-in-good", Values::ratio).orElse(0.0);
        double lossInBad = loss.optional("loss-in-bad", Values::ratio).orElse(1.0);
        return goodToBad.flatMap(toBad ->
                badToGood.map(toGood -> new Loss.GilbertElliott(toBad, toGood, lossInGood, lossInBad)));
    }

    private static Optional<QueueLimit> queue(Value value) {
        Optional<QueueLimit> packets = value.text().map(PACKETS::matcher).filter(Matcher::matches)
                .map(matcher -> new QueueLimit.Packets(Integer.parseInt(matcher.group(1))));
        if (packets.isPresent()) {
            return packets;
        }
        if (value.text().filter("codel"::equals).isPresent()) {
            return Optional.of(new QueueLimit.Codel());
        }
        return value.text().flatMap(Units::size).filter(size -> size > 0 && size <= QUEUE_MAX_BYTES)
                .<QueueLimit>map(QueueLimit.Bytes::new)
                .or(() -> value.reject("expected a size such as 64KiB, a number such as '100 packets', or codel"));
    }
}
