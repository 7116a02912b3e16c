package dev.magicsock.netsim.host;

/** Whether a host's programs run. */
public enum HostState {
    /** Switched off: no programs, no sockets. */
    OFF,
    /** Programs run. */
    AWAKE,
    /** Programs, sockets and the monotonic clock stand still; packets are lost. */
    ASLEEP
}
