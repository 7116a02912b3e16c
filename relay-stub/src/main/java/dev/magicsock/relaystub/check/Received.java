package dev.magicsock.relaystub.check;

import java.util.Objects;

/** What came, or did not come, from the other side within some time. */
public sealed interface Received {

    /** A WebSocket frame, whichever one. */
    record Frame(int opcode, boolean isFinal, byte[] payload) implements Received {

        /** RFC 6455 section 5.2. */
        public static final int BINARY = 2;
        public static final int CLOSE = 8;
        public static final int PING = 9;
        public static final int PONG = 10;

        public Frame {
            Objects.requireNonNull(payload);
        }

        /** True for a whole relay message. */
        public boolean isMessage() {
            return opcode == BINARY && isFinal;
        }

        @Override
        public String toString() {
            return "WebSocket frame " + opcode + " of " + payload.length + " bytes";
        }
    }

    /** The other side ended the connection, or broke the framing. */
    record Ended(String how) implements Received {
        @Override
        public String toString() {
            return "the end of the connection (" + how + ")";
        }
    }

    /** Nothing. */
    record Silence() implements Received {
        @Override
        public String toString() {
            return "nothing";
        }
    }
}
