package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.flow.Expiring;

/** State of a {@link NatTable} that expires. */
abstract sealed class NatEntry extends Expiring permits Mapping, Session, Contact, Claim {

    NatEntry(long deadlineNanos) {
        super(deadlineNanos);
    }
}
