package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.model.Claim;
import dev.magicsock.scenarios.model.Claim.Amount;
import dev.magicsock.scenarios.model.PathKind;
import java.util.List;
import java.util.Optional;

/** Reads what an expectation claims. */
final class ClaimReader {

    private static final long MAX_DATAGRAMS = 1_000_000_000;
    private static final int MAX_EXCEPTIONS = 100;
    private static final int MAX_HANDSHAKES = 1_000_000;

    private final List<String> faults;

    /** @param faults what {@code except} can name */
    ClaimReader(List<String> faults) {
        this.faults = faults;
    }

    /** @param key one of {@link Keys#CLAIMS} */
    Optional<Claim> read(Fields fields, String key) {
        Optional<List<String>> except = fields.optional("except", this::except);
        boolean excepting = List.of("lost", "gap-at-most").contains(key);
        if (fields.has("except") && !excepting) {
            return fields.value("except").orElseThrow().rejectAs("stands beside '" + key + "'",
                    "expected it only beside 'lost' or 'gap-at-most'");
        }
        List<String> faultNames = except.orElse(List.of());
        Optional<? extends Claim> claim = switch (key) {
            case "path" -> fields.optional(key, Values.word(PathKind.class)).map(Claim.PathIs::new);
            case "path-not" -> fields.optional(key, Values.word(PathKind.class)).map(Claim.PathIsNot::new);
            case "lost" -> fields.optional(key, ClaimReader::amount)
                    .map(bound -> new Claim.LostAtMost(bound, faultNames));
            case "delivered-at-least" -> fields.optional(key, ClaimReader::amount).map(Claim.DeliveredAtLeast::new);
            case "duplicates-at-most" -> fields.optional(key, ClaimReader::amount).map(Claim.DuplicatesAtMost::new);
            case "gap-at-most" -> fields.optional(key, Values::positiveDuration)
                    .map(bound -> new Claim.GapAtMost(bound, faultNames));
            case "time-to-direct-at-most" ->
                    fields.optional(key, Values::positiveDuration).map(Claim.TimeToDirectAtMost::new);
            case "time-to-first-byte-at-most" ->
                    fields.optional(key, Values::positiveDuration).map(Claim.TimeToFirstByteAtMost::new);
            case "relay-bytes-at-most" ->
                    fields.optional(key, Values.size(0, 1L << 50)).map(Claim.RelayBytesAtMost::new);
            case "rtt-at-most" -> fields.optional(key, Values::positiveDuration).map(Claim.RttAtMost::new);
            case "quic-bytes-at-least" ->
                    fields.optional(key, Values.size(1, 1L << 50)).map(Claim.QuicBytesAtLeast::new);
            case "quic-stall-at-most" ->
                    fields.optional(key, Values::positiveDuration).map(Claim.QuicStallAtMost::new);
            case "quic-handshakes" ->
                    fields.optional(key, Values.smallInteger(0, MAX_HANDSHAKES)).map(Claim.QuicHandshakes::new);
            case "quic-intact" -> fields.optional(key, Values::onlyTrue).map(_ -> new Claim.QuicIntact());
            default -> throw new IllegalStateException("no reader for the claim " + key);
        };
        return claim.map(read -> read);
    }

    private static Optional<Amount> amount(Value value) {
        if (value.number().isPresent()) {
            return Values.integer(0, MAX_DATAGRAMS).read(value).map(Amount.Count::new);
        }
        return value.text().flatMap(Units::ratio).<Amount>map(Amount.Ratio::new)
                .or(() -> value.reject("expected a number of datagrams such as 0, or a ratio such as 2%"));
    }

    /** One fault or a list of them. */
    private Optional<List<String>> except(Value value) {
        if (faults.isEmpty()) {
            return value.rejectAs("names a fault, but the script has none", "expected no 'except'");
        }
        return value.node() instanceof Node.Sequence
                ? Values.list(Values.word(faults), "expected a list of faults", MAX_EXCEPTIONS).read(value)
                : value.word(faults).map(List::of);
    }
}
