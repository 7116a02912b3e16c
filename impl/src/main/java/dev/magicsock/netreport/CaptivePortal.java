package dev.magicsock.netreport;

/** Whether somebody between this machine and the internet answers HTTP requests in the place of others. */
public enum CaptivePortal {
    /** The relay itself has answered. */
    ABSENT,
    /** Somebody else has. */
    PRESENT,
    /** Nobody has answered, or nobody was asked. */
    UNKNOWN
}
