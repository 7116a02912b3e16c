package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.fault.Fault;
import java.time.Instant;

/** A fault of the network at its instant. */
record TimedFault(Instant at, Fault fault) {
}
