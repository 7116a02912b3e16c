package dev.magicsock.netsim.nat;

/** The fact that the inside sent something to a remote address or endpoint, which opens the filter for it. */
final class Contact extends NatEntry {

    /** A mapping or an internal endpoint, as the filter scope says. */
    final Object scope;
    final Object remotePart;
    /** The contacts with any port of the same address; null unless ports matter. */
    final Contacts.SameAddress sameAddress;

    /** True once it expired; it is kept for a while so that a refused packet can be explained. */
    boolean remembered;

    Contact(Object scope, Object remotePart, Contacts.SameAddress sameAddress, long deadlineNanos) {
        super(deadlineNanos);
        this.scope = scope;
        this.remotePart = remotePart;
        this.sameAddress = sameAddress;
    }

    boolean isOpen(long nowNanos) {
        return !remembered && isAlive(nowNanos);
    }
}
