package dev.magicsock.relaystub.check;

import java.io.IOException;

/** One rule of the relay protocol and how to find out whether a relay keeps it. */
record Rule(String id, String section, String text, Body body) {

    /** Returns if the rule is kept, with words to add or none. */
    interface Body {
        String check(CheckSession session) throws IOException, Broken, Inapplicable;
    }

    /** A check that has nothing to add when the rule is kept. */
    interface QuietBody {
        void check(CheckSession session) throws IOException, Broken, Inapplicable;
    }

    static Rule of(String id, String section, String text, QuietBody body) {
        return new Rule(id, section, text, session -> {
            body.check(session);
            return "";
        });
    }

    /** The relay breaks the rule; the message says how. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    /** The rule cannot be checked here; the message says why. */
    static final class Inapplicable extends Exception {
        private static final long serialVersionUID = 1;

        Inapplicable(String message) {
            super(message);
        }
    }
}
