package dev.magicsock.stun;

import dev.magicsock.time.Deadline;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks STUN servers from one UDP socket (RFC 8489 section 6). Pure: no I/O, no clock. Not thread-safe.
 *
 * <p>Every open question is a transaction with its own random id, repeated by the schedule of {@link StunTiming}. Only
 * a response with that id from the server that was asked ends it; everything else is ignored with a reason.
 */
public final class StunClient {

    /** Open questions at the same time; a socket asks a few servers, and behaviour discovery asks each some times. */
    public static final int MAX_OPEN = 64;

    private final StunTiming timing;
    private final RandomGenerator random;
    private final Map<TransactionId, Transaction> open = new LinkedHashMap<>();

    /**
     * A client without open questions.
     *
     * @param random makes transaction ids, which protect against answers from those who did not see the request
     */
    public StunClient(StunTiming timing, RandomGenerator random) {
        this.timing = Objects.requireNonNull(timing, "timing");
        this.random = Objects.requireNonNull(random, "random");
    }

    /** Asks a question at once. */
    public List<StunOutput> ask(StunQuery query, Instant now) {
        if (open.size() == MAX_OPEN) {
            return List.of(new StunOutput.Failed(query, new StunOutput.Failure.TooManyOpen()));
        }
        Transaction transaction = new Transaction(TransactionId.generate(random), query, now);
        open.put(transaction.id, transaction);
        return List.of(transaction.request(now));
    }

    /** Takes a datagram that may be an answer: its remaining bytes, which stay as they are. */
    public List<StunOutput> receive(InetSocketAddress source, ByteBuffer datagram, Instant now) {
        return List.of(switch (StunCodec.parse(datagram)) {
            case StunParse.Rejected ignored -> new StunOutput.Ignored(source, StunOutput.IgnoredReason.MALFORMED);
            case StunParse.Parsed(StunMessage message) -> handle(source, message, now);
        });
    }

    private StunOutput handle(InetSocketAddress source, StunMessage message, Instant now) {
        return switch (message.messageClass()) {
            case REQUEST, INDICATION -> new StunOutput.Ignored(source, StunOutput.IgnoredReason.NOT_A_RESPONSE);
            case SUCCESS_RESPONSE, ERROR_RESPONSE -> handleResponse(source, message, now);
        };
    }

    private StunOutput handleResponse(InetSocketAddress source, StunMessage response, Instant now) {
        Transaction transaction = open.get(response.transactionId());
        if (transaction == null) {
            return new StunOutput.Ignored(source, StunOutput.IgnoredReason.UNKNOWN_TRANSACTION);
        }
        if (!source.equals(transaction.query.answerFrom())) {
            return new StunOutput.Ignored(source, StunOutput.IgnoredReason.WRONG_SOURCE);
        }
        open.remove(transaction.id);
        return transaction.answer(response, now);
    }

    /** Repeats what is due to be repeated and gives up what is due to be given up. */
    public List<StunOutput> advance(Instant now) {
        List<StunOutput> outputs = new ArrayList<>();
        Iterator<Transaction> transactions = open.values().iterator();
        while (transactions.hasNext()) {
            Transaction transaction = transactions.next();
            if (transaction.due.isAfter(now)) {
                continue;
            }
            if (transaction.requestsSent < timing.maxRequests()) {
                outputs.add(transaction.request(now));
            } else {
                transactions.remove();
                outputs.add(new StunOutput.Failed(transaction.query, new StunOutput.Failure.TimedOut()));
            }
        }
        return outputs;
    }

    /** When to call {@link #advance} next; empty without open questions. */
    public Optional<Deadline> nextDeadline() {
        return open.values().stream().min(Comparator.comparing(transaction -> transaction.due))
                .map(transaction -> new Deadline(transaction.due, transaction.requestsSent < timing.maxRequests()
                        ? "STUN request to be repeated" : "STUN request to be given up"));
    }

    /** Forgets all open questions, as when the socket is gone. */
    public void cancelAll() {
        open.clear();
    }

    /** One question on its way. */
    private final class Transaction {

        private final TransactionId id;
        private final StunQuery query;
        private final Instant askedAt;
        private int requestsSent;
        private Instant due;

        Transaction(TransactionId id, StunQuery query, Instant now) {
            this.id = id;
            this.query = query;
            this.askedAt = now;
        }

        /** Waits count from the sending itself, so a late wake-up does not bring several requests at once. */
        StunOutput request(Instant now) {
            requestsSent++;
            due = now.plus(timing.waitAfter(requestsSent));
            StunMessage request = new StunMessage(StunClass.REQUEST, id, query.attributes());
            return new StunOutput.Send(query.server(), StunCodec.encode(request));
        }

        StunOutput answer(StunMessage response, Instant now) {
            if (response.messageClass() == StunClass.ERROR_RESPONSE) {
                int code = response.first(StunAttribute.ErrorCode.class).map(StunAttribute.ErrorCode::code).orElse(0);
                return new StunOutput.Failed(query, new StunOutput.Failure.Refused(code));
            }
            Optional<InetSocketAddress> mapped = response.mappedAddress();
            if (mapped.isEmpty() || !response.unknownRequired().isEmpty()) {
                return new StunOutput.Failed(query, new StunOutput.Failure.Unusable());
            }
            Optional<Duration> roundTrip =
                    requestsSent == 1 ? Optional.of(Duration.between(askedAt, now)) : Optional.empty();
            return new StunOutput.Answered(query, mapped.get(), response, roundTrip);
        }
    }
}
