package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.flow.EndpointTable;
import dev.magicsock.netsim.flow.ExpiryQueue;
import java.time.Duration;

/** The contacts that filters of one {@link FilterScope} count, keyed by the mapping's endpoint of that scope. */
final class Contacts {

    /** Long enough to explain what a test of lifetimes runs into. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(10).toNanos();

    /** Contacts of one scope with any port of one address. */
    static final class SameAddress {
        private int contacts;
    }

    private final FilterScope filterScope;
    private final ExpiryQueue<NatEntry> expiry;
    private final EndpointTable<Contact> contacts = new EndpointTable<>();
    private final EndpointTable<SameAddress> sameAddresses = new EndpointTable<>();

    Contacts(FilterScope filterScope, ExpiryQueue<NatEntry> expiry) {
        this.filterScope = filterScope;
        this.expiry = expiry;
    }

    /**
     * The contact made by sending through the mapping to the remote endpoint, opened or refreshed until the deadline.
     */
    Contact open(Mapping mapping, IpEndpoint remote, long nowNanos, long deadlineNanos) {
        IpEndpoint scope = mapping.filterKey();
        Object part = mapping.filtering.partOf(remote);
        Contact present = contacts.findPart(scope, part);
        if (present != null && present.isOpen(nowNanos) && isValid(present, nowNanos)) {
            present.mapping = mapping;
            present.extend(deadlineNanos);
            return present;
        }
        if (present != null) {
            forget(present);
        }
        Contact contact = new Contact(this, scope, part, countSameAddress(mapping, remote), mapping, deadlineNanos);
        contacts.add(scope, part, contact);
        expiry.add(contact);
        return contact;
    }

    /** True unless the contact belonged to an earlier mapping that had the same external endpoint. */
    private boolean isValid(Contact contact, long nowNanos) {
        return filterScope == FilterScope.INTERNAL_ENDPOINT || contact.mapping.isLive(nowNanos);
    }

    /**
     * The open contact that lets the remote endpoint in through the mapping, or null. Among mappings that share an
     * external endpoint, it belongs to the one that made it last.
     */
    Contact admitting(Mapping mapping, IpEndpoint remote, long nowNanos) {
        Contact contact = contacts.findPart(mapping.filterKey(), mapping.filtering.partOf(remote));
        return contact != null && contact.isOpen(nowNanos) && isValid(contact, nowNanos) ? contact : null;
    }

    /** Why {@link #admitting} found nothing. */
    ContactHistory history(Mapping mapping, IpEndpoint remote) {
        if (contacts.findPart(mapping.filterKey(), mapping.filtering.partOf(remote)) != null) {
            return ContactHistory.EXPIRED;
        }
        return sameAddresses.findPart(mapping.filterKey(), remote.address()) != null
                ? ContactHistory.OTHER_PORT
                : ContactHistory.NONE;
    }

    /** The contact's time has come: it is remembered first, if there is room, and forgotten the second time. */
    void expired(Contact contact, int room) {
        if (contact.remembered || contacts.size() > room) {
            forget(contact);
        } else {
            contact.remembered = true;
            expiry.addUntil(contact, contact.deadlineNanos() + MEMORY_NANOS);
        }
    }

    private void forget(Contact contact) {
        expiry.remove(contact);
        contact.remembered = true;
        contacts.remove(contact.scope, contact.remotePart, contact);
        if (contact.sameAddress != null && --contact.sameAddress.contacts == 0) {
            sameAddresses.remove(contact.scope, ((IpEndpoint) contact.remotePart).address(), contact.sameAddress);
        }
    }

    private SameAddress countSameAddress(Mapping mapping, IpEndpoint remote) {
        if (mapping.filtering != FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT) {
            return null;
        }
        IpEndpoint scope = mapping.filterKey();
        IpAddress address = remote.address();
        SameAddress same = sameAddresses.findPart(scope, address);
        if (same == null) {
            same = new SameAddress();
            sameAddresses.add(scope, address, same);
        }
        same.contacts++;
        return same;
    }
}
