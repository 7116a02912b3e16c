package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.ScriptAction.Traffic;
import java.time.Duration;
import java.util.Optional;

/** Reads traffic and checks that it can be sent and that a run of it ends some day. */
final class TrafficReader {

    /** An hour of 1000 datagrams per second; every one is accounted for in memory. */
    private static final long MAX_DATAGRAMS = 4_000_000;

    /**
     * Room for the run's sequence number, time stamp and check value; and what an IPv6 packet of 1500 bytes carries.
     */
    private static final int MIN_BYTES = 32;
    private static final int MAX_BYTES = 1452;

    private final Names names;
    private final ScriptOutline outline;
    private long datagrams;

    TrafficReader(Names names, ScriptOutline outline) {
        this.names = names;
        this.outline = outline;
    }

    Optional<Traffic> read(Fields fields, Duration at) {
        for (String key : QuicTrafficReader.ONLY_QUIC) {
            fields.value(key).ifPresent(value -> value.rejectAs("stands in traffic without 'quic'",
                    "expected it only beside 'quic'"));
        }
        Optional<String> from = fields.required("from", Names.oneOf(names.endpoints()));
        Optional<String> to = fields.required("to", Names.oneOf(names.endpoints()));
        Optional<Duration> every = fields.required("every", Values::positiveDuration);
        Optional<Integer> size = fields.required("size", Values.size(MIN_BYTES, MAX_BYTES)).map(Long::intValue);
        boolean bothWays = fields.optional("both-ways", Values::onOff).orElse(false);
        Optional<Duration> until = fields.required("until", value -> after(at, value));
        if (from.isEmpty() || to.isEmpty() || every.isEmpty() || size.isEmpty() || until.isEmpty()
                || !connected(fields, from.get(), to.get(), at)) {
            return Optional.empty();
        }
        Traffic traffic = new Traffic(from.get(), to.get(), every.get(), size.get(), bothWays, until.get());
        return withinBound(fields, traffic, at) ? Optional.of(traffic) : Optional.empty();
    }

    static Optional<Duration> after(Duration at, Value value) {
        return Values.duration(value).flatMap(until -> until.compareTo(at) > 0 ? Optional.of(until)
                : value.reject("expected a time after the step's " + Units.text(at)));
    }

    /** Whether the two are connected before; reports it otherwise. */
    boolean connected(Fields fields, String from, String to, Duration at) {
        Optional<Duration> since = outline.firstConnect(from, to);
        if (!outline.isCertain()) {
            return true;
        }
        if (since.isEmpty()) {
            fields.reject(fields.at("to"), "'" + from + "' sends to '" + to + "', but no step connects them",
                    "expected 'connect: { from: " + from + ", to: " + to + " }' in a step before");
        } else if (since.get().compareTo(at) > 0) {
            fields.reject(fields.at("to"), "'" + from + "' sends to '" + to + "' at " + Units.text(at)
                    + ", before they connect", "expected a time from " + Units.text(since.get()) + " on");
        } else {
            return true;
        }
        return false;
    }

    private boolean withinBound(Fields fields, Traffic traffic, Duration at) {
        datagrams += traffic.until().minus(at).dividedBy(traffic.every()) * (traffic.bothWays() ? 2 : 1);
        if (datagrams > MAX_DATAGRAMS) {
            fields.reject(fields.at("every"), "the script sends " + datagrams + " datagrams up to here",
                    "expected at most " + MAX_DATAGRAMS);
        }
        return datagrams <= MAX_DATAGRAMS;
    }
}
