package dev.magicsock.stun;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** What a {@link StunClient} wants or has to say. */
public sealed interface StunOutput {

    /** Send these bytes, which belong to the receiver from now on. */
    record Send(InetSocketAddress server, byte[] datagram) implements StunOutput {
    }

    /**
     * A server answered.
     *
     * @param query     what was asked
     * @param mapped    the address that the request came from, as the server saw it
     * @param response  the whole answer
     * @param roundTrip how long it took; empty if the request was repeated, for then nobody knows which one it answers
     */
    record Answered(StunQuery query, InetSocketAddress mapped, StunMessage response, Optional<Duration> roundTrip)
            implements StunOutput {
    }

    /** A question ends without an answer of use. */
    record Failed(StunQuery query, Failure reason) implements StunOutput {
    }

    /** A datagram was no answer to an open question; nothing changes. */
    record Ignored(InetSocketAddress source, IgnoredReason reason) implements StunOutput {
    }

    /** Why a question failed. */
    sealed interface Failure {

        /** Nothing came back until the end of the schedule. */
        record TimedOut() implements Failure {
        }

        /** The server refused; 0 if it did not say why. */
        record Refused(int errorCode) implements Failure {
        }

        /** The answer has no address in it, or attributes that had to be understood and are not. */
        record Unusable() implements Failure {
        }

        /** More questions were open than {@link StunClient#MAX_OPEN}, so that this one was never asked. */
        record TooManyOpen() implements Failure {
        }
    }

    /** Why a datagram was ignored. */
    enum IgnoredReason {

        /** No STUN Binding message. */
        MALFORMED,

        /** A request or an indication: this is a client. */
        NOT_A_RESPONSE,

        /** No open question has this transaction id. */
        UNKNOWN_TRANSACTION,

        /** It comes from somebody else than the server that was asked. */
        WRONG_SOURCE
    }
}
