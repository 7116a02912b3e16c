package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.ScriptAction.QuicKind;
import dev.magicsock.scenarios.model.ScriptAction.QuicTraffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads traffic that is real QUIC. */
final class QuicTrafficReader {

    /** What other traffic does not have. */
    static final List<String> ONLY_QUIC = List.of("count", "connections", "guard");

    /** Kept in memory at both ends. */
    private static final int MAX_STREAM_BYTES = 64_000_000;
    /** A QUIC packet of 1232 bytes less its headers and those of the frame. */
    private static final int MAX_DATAGRAM_BYTES = 1_100;
    /** As many streams as one side allows the other at a time. */
    private static final int MAX_AT_ONCE = 100;
    private static final int MAX_COUNT = 100_000;
    private static final int MAX_CONNECTIONS = 1_000;

    private final Names names;
    private final TrafficReader others;

    QuicTrafficReader(Names names, TrafficReader others) {
        this.names = names;
        this.others = others;
    }

    Optional<QuicTraffic> read(Fields fields, Duration at) {
        Optional<String> from = fields.required("from", Names.oneOf(names.endpoints()));
        Optional<String> to = fields.required("to", Names.oneOf(names.endpoints()));
        Optional<QuicKind> kind = fields.required("quic", Values.word(QuicKind.class));
        QuicKind known = kind.orElse(QuicKind.BULK);
        int maxBytes = known == QuicKind.DATAGRAMS ? MAX_DATAGRAM_BYTES : MAX_STREAM_BYTES;
        Optional<Integer> size = fields.required("size", Values.size(1, maxBytes)).map(Long::intValue);
        int count = fields.optional("count", Values.smallInteger(1, maxCount(known))).orElse(1);
        Duration every = fields.optional("every", Values::positiveDuration).orElse(Duration.ZERO);
        int connections = fields.optional("connections", Values.smallInteger(1, MAX_CONNECTIONS)).orElse(1);
        boolean guarded = fields.optional("guard", Values::onOff).orElse(true);
        Optional<Duration> until = fields.required("until", value -> TrafficReader.after(at, value));
        fields.value("both-ways").ifPresent(value -> value.rejectAs("stands beside 'quic'",
                "expected none: what is sent over QUIC comes back"));
        if (from.isEmpty() || to.isEmpty() || kind.isEmpty() || size.isEmpty() || until.isEmpty()
                || !others.connected(fields, from.get(), to.get(), at)) {
            return Optional.empty();
        }
        return Optional.of(new QuicTraffic(from.get(), to.get(), kind.get(), size.get(), count, every, connections,
                guarded, until.get()));
    }

    private static int maxCount(QuicKind kind) {
        return switch (kind) {
            case BULK -> 1;
            case STREAMS -> MAX_AT_ONCE;
            case REQUESTS, DATAGRAMS -> MAX_COUNT;
        };
    }
}
