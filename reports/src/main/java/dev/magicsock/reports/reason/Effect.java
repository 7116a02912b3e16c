package dev.magicsock.reports.reason;

import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.text.Quantities;
import java.time.Instant;

/** What came about, and now needs a reason. */
public sealed interface Effect {

    /** The effect as a clause without a full stop. */
    String clause();

    /** An endpoint never left the kind of path that it was on. */
    record Stayed(String endpoint, PathKind path) implements Effect {
        @Override
        public String clause() {
            return endpoint + " stayed on " + PathWords.of(path);
        }
    }

    /** An endpoint changed its path. */
    record Switched(String endpoint, PathKind from, PathKind to, Instant at) implements Effect {
        @Override
        public String clause() {
            return endpoint + " went from " + PathWords.of(from) + " to " + PathWords.of(to) + " at "
                    + Quantities.time(at);
        }
    }

    /** Datagrams never arrived. */
    record Lost(String sender, String receiver, long datagrams) implements Effect {
        @Override
        public String clause() {
            return datagrams + (datagrams == 1 ? " datagram" : " datagrams") + " from " + sender + " to " + receiver
                    + (datagrams == 1 ? " was lost" : " were lost");
        }
    }

    /** Nothing arrived for a while. */
    record Silence(String sender, String receiver, Instant from, Instant until) implements Effect {
        @Override
        public String clause() {
            return "nothing from " + sender + " reached " + receiver + " from " + Quantities.time(from) + " to "
                    + Quantities.time(until);
        }
    }

    /** Anything else, in words. */
    record Stated(String clause) implements Effect {
    }
}
