package dev.magicsock.scenarios.record;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.recorder.RunRecorder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes the mappings of NATs over their lives. Not thread-safe. */
final class MappingWatch {

    /** Enough to see whom a mapping serves; busy ones have thousands. */
    private static final int MAX_CONTACTS = 8;
    /** More than the NATs of a common scenario hold together; further mappings are not recorded. */
    private static final int MAX_OPEN = 65_536;

    private final RunRecorder recorder;
    private final Map<Key, Open> open = new LinkedHashMap<>();

    private record Key(int element, long mapping) {
    }

    private record Open(String nat, Transport transport, IpEndpoint internal, IpEndpoint external, Instant from,
            List<String> contacts) {
    }

    MappingWatch(RunRecorder recorder) {
        this.recorder = recorder;
    }

    void mapped(int element, String nat, long mapping, Transport transport, IpEndpoint internal, IpEndpoint external,
            Instant now) {
        if (open.size() < MAX_OPEN) {
            open.put(new Key(element, mapping), new Open(nat, transport, internal, external, now, new ArrayList<>()));
        }
    }

    void contacted(int element, long mapping, IpEndpoint remote) {
        Open known = open.get(new Key(element, mapping));
        if (known != null && known.contacts.size() < MAX_CONTACTS) {
            String contact = remote.toString();
            if (!known.contacts.contains(contact)) {
                known.contacts.add(contact);
            }
        }
    }

    void unmapped(int element, long mapping, Instant expired) {
        Open known = open.remove(new Key(element, mapping));
        if (known != null) {
            write(known, expired, "expired");
        }
    }

    /** The NAT started again. */
    void forgotten(int element, Instant now) {
        for (Iterator<Map.Entry<Key, Open>> each = open.entrySet().iterator(); each.hasNext();) {
            Map.Entry<Key, Open> entry = each.next();
            if (entry.getKey().element == element) {
                write(entry.getValue(), now, "restart");
                each.remove();
            }
        }
    }

    /** The run is over; what is open now outlives it. */
    void finish(Instant end) {
        open.values().forEach(each -> write(each, end, ""));
        open.clear();
    }

    private void write(Open mapping, Instant until, String ended) {
        String protocol = switch (mapping.transport) {
            case UDP -> "udp";
            case STREAM -> "tcp";
            case ICMP -> "icmp";
        };
        recorder.natMapping(new NatMapping(mapping.nat, protocol, mapping.internal.toString(),
                mapping.external.toString(), mapping.from, until, ended, mapping.contacts));
    }
}
