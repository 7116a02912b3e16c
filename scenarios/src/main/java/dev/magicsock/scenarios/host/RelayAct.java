package dev.magicsock.scenarios.host;

import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.fault.RelayFault;
import dev.magicsock.relaystub.server.RelayWarning;
import java.time.Instant;

/** What a script does to a relay besides stopping it. */
public sealed interface RelayAct {

    /** A fault begins. */
    record Begin(RelayFault fault) implements RelayAct {
    }

    /** A fault ends. */
    record End(RelayFault fault) implements RelayAct {
    }

    /** The connections of these clients end. */
    record Disconnect(Clients clients) implements RelayAct {
    }

    /** These clients are told something. */
    record Warn(Clients clients, RelayWarning warning) implements RelayAct {
    }

    /** An act at an instant of the host's monotonic clock. */
    record Timed(Instant at, RelayAct act) {
    }
}
