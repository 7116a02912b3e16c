package dev.magicsock.relaystub.check;

/** What came of checking one rule. */
public enum Outcome {
    /** The relay keeps the rule. */
    PASSED,
    /** The relay breaks it. */
    FAILED,
    /** The rule says nothing about this relay, or cannot be checked from here. */
    NOT_APPLICABLE
}
