package dev.magicsock.reports;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Counter;
import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.ExpectationResult;
import dev.magicsock.reports.record.Fact;
import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketTotals;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.Route;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Series;
import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.recorder.DirectionRecorder;
import dev.magicsock.reports.recorder.PairRecorder;
import dev.magicsock.reports.recorder.RecordLimits;
import dev.magicsock.reports.recorder.RunEnd;
import dev.magicsock.reports.recorder.RunRecorder;
import dev.magicsock.reports.recorder.TrafficRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Draws valid runs with hostile texts and extreme numbers; equal seeds give equal runs. */
public final class RandomRuns {

    private static final List<String> TEXTS = List.of("alice", "bob", "nat A", "\u001b[31mred\u001b[0m", "\u202eevil",
            "\u05d0\u05d1\u05d2", "\ud800", "\udc00x", "line\nbreak\r\t", "\u0000", "\"quoted\\\"", "東京".repeat(40),
            "x".repeat(2_000), "a b ".repeat(500), "e\u0301\u0336", "\u2028", "😀", "\u009b2J", "-->", "</script>");

    private final SplittableRandom random;
    private Instant now = Instant.EPOCH;

    private RandomRuns(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The run of a seed. */
    public static RecordedRun of(long seed) {
        return new RandomRuns(seed).run();
    }

    private RecordedRun run() {
        RunRecorder recorder = new RunRecorder(identity(), topology(), new RecordLimits(6, 8, 6, 6, 16, 3, 4, 2));
        for (int step = random.nextInt(60); step > 0; step--) {
            step(recorder);
            now = now.plusNanos(random.nextLong(1L << random.nextInt(1, 56)));
        }
        RunEnd end = new RunEnd(list(this::expectation), new PacketTotals(number(), number(), number(), number(),
                number()), maybe(() -> "0123456789abcdef".repeat(4)), maybe(this::text));
        return recorder.finish(end, now);
    }

    private void step(RunRecorder recorder) {
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> {
                String dialler = "alice" + random.nextInt(10);
                direction(recorder.pair(dialler, text()), dialler);
            }
            case 3 -> recorder.event(new RunEvent(now, pick(RunEvent.Kind.values()), text(), maybe(this::text), text(),
                    text(), text(), facts()));
            case 4 -> recorder.faultStarted(text(), text(), now);
            case 5 -> recorder.dropped(text(), text(), new DropGroup.Example(now, number(), text(), text(),
                    random.nextInt(70_000), text()));
            case 6 -> recorder.natMapping(new NatMapping(text(), "udp", text(), text(), Instant.EPOCH, now, text(),
                    list(this::text)));
            case 7 -> recorder.journey(new PacketJourney(number(), text(), text(), random.nextInt(70_000),
                    list(() -> new PacketJourney.Hop(now, text(), text(), text())), fate()));
            default -> {
                recorder.sample(text(), text(), Series.Unit.BYTES, random.nextLong(), now);
                recorder.counter(new Counter(text(), text(), text(), random.nextLong()));
            }
        }
    }

    private void direction(PairRecorder pair, String sender) {
        pair.connecting(now);
        DirectionRecorder direction = pair.from(sender);
        direction.path(pick(PathKind.values()), list(() ->
                new Route(pick(Carrier.values()), maybe(this::text), text())), text(), now);
        direction.rtt(pick(Carrier.values()), Duration.ofNanos(random.nextLong(Long.MAX_VALUE)), now);
        TrafficRecorder traffic = direction.traffic();
        for (int i = random.nextInt(4); i > 0; i--) {
            traffic.sent(random.nextInt(1_500), now);
            traffic.carried(pick(Carrier.values()), random.nextInt(1_500));
            switch (random.nextInt(4)) {
                case 0 -> traffic.delivered(random.nextInt(1_500), now);
                case 1 -> traffic.lost(text(), text(), maybe(this::text));
                case 2 -> traffic.paused();
                default -> traffic.duplicatedByNetwork();
            }
        }
    }

    private RunIdentity identity() {
        return new RunIdentity(text(), text(), text(), new Seed(random.nextLong()), text(), text(),
                pick(Determinism.values()));
    }

    private Topology topology() {
        return new Topology(List.of(new Topology.Node(text(), pick(Topology.NodeKind.values()), list(this::text),
                facts())), List.of(new Topology.Link(text(), text(), text(), facts(), facts())));
    }

    private ExpectationResult expectation() {
        return new ExpectationResult(text(), random.nextInt(100), random.nextBoolean() ? List.of()
                : List.of(text(), text()), pick(ExpectationResult.Outcome.values()), text(), text(),
                maybe(() -> now), list(this::text));
    }

    private PacketJourney.Fate fate() {
        return switch (random.nextInt(3)) {
            case 0 -> new PacketJourney.Delivered(now, text());
            case 1 -> new PacketJourney.Dropped(now, text(), text(), text());
            default -> new PacketJourney.UnderWay();
        };
    }

    private List<Fact> facts() {
        return list(() -> new Fact(text(), text()));
    }

    /** Never blank, since names must not be. */
    private String text() {
        return "n" + TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private long number() {
        return random.nextLong() >>> random.nextInt(1, 64);
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> supplier) {
        return random.nextBoolean() ? Optional.of(supplier.get()) : Optional.empty();
    }

    private <T> List<T> list(Supplier<T> supplier) {
        List<T> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(supplier.get());
        }
        return items;
    }
}
