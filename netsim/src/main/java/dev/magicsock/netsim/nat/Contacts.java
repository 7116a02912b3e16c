package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.flow.EndpointTable;
import dev.magicsock.netsim.flow.ExpiryQueue;
import java.time.Duration;

/** What filters go by: whom each mapping, or each internal endpoint, has sent something to. */
final class Contacts {

    /** Long enough to explain what a test of lifetimes runs into. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(10).toNanos();

    /** Contacts of one scope with any port of one address. */
    static final class SameAddress {
        private final IpAddress address;
        private int contacts;

        private SameAddress(IpAddress address) {
            this.address = address;
        }
    }

    private final ExpiryQueue<NatEntry> expiry;
    private final EndpointTable<Contact> contacts = new EndpointTable<>();
    private final EndpointTable<SameAddress> sameAddresses = new EndpointTable<>();

    Contacts(ExpiryQueue<NatEntry> expiry) {
        this.expiry = expiry;
    }

    /** The contact made by sending through the mapping to the remote endpoint, open at least until the deadline. */
    Contact open(Mapping mapping, IpEndpoint remote, long nowNanos, long deadlineNanos) {
        Object scope = mapping.filterKey();
        Object part = mapping.filtering.partOf(remote);
        Contact present = contacts.findPart(scope, part);
        if (present != null && present.isOpen(nowNanos)) {
            present.extend(deadlineNanos);
            return present;
        }
        if (present != null) {
            forget(present);
        }
        Contact contact = new Contact(scope, part, countSameAddress(mapping, remote), deadlineNanos);
        contacts.add(scope, part, contact);
        expiry.add(contact);
        return contact;
    }

    /** The open contact that lets the remote endpoint in through the mapping, or null. */
    Contact admitting(Mapping mapping, IpEndpoint remote, long nowNanos) {
        Contact contact = contacts.findPart(mapping.filterKey(), mapping.filtering.partOf(remote));
        return contact != null && contact.isOpen(nowNanos) ? contact : null;
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
        SameAddress same = contact.sameAddress;
        if (same != null && --same.contacts == 0) {
            sameAddresses.remove(contact.scope, same.address, same);
        }
    }

    private SameAddress countSameAddress(Mapping mapping, IpEndpoint remote) {
        if (mapping.filtering != FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT) {
            return null;
        }
        SameAddress same = sameAddresses.findPart(mapping.filterKey(), remote.address());
        if (same == null) {
            same = new SameAddress(remote.address());
            sameAddresses.add(mapping.filterKey(), remote.address(), same);
        }
        same.contacts++;
        return same;
    }
}
