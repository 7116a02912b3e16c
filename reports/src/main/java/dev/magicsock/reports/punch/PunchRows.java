package dev.magicsock.reports.punch;

import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.PacketJourney.Delivered;
import dev.magicsock.reports.record.PacketJourney.Dropped;
import dev.magicsock.reports.record.PacketJourney.UnderWay;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the packets and events of a pair's punch, in the order of time. */
public final class PunchRows {

    private static final Set<String> TOLD = new LinkedHashSet<>(List.of("validated", "selected", "deselected",
            "one-way", "too-small", "gave-up", "doubted"));
    private static final String CALL = "call-me-maybe-sent";

    private final RecordedRun run;
    private final Tree tree;

    /** @param tree of the same run */
    public PunchRows(RecordedRun run, Tree tree) {
        this.run = run;
        this.tree = tree;
    }

    /** The rows of a pair. */
    public List<PunchRow> of(PairRecord pair) {
        List<PunchRow> rows = new ArrayList<>(packets(pair));
        for (RunEvent event : run.events().items()) {
            boolean ofPair = event.peer().isPresent() && isBetween(pair, event.host(), event.peer().get());
            if (ofPair && event.name().equals(CALL)) {
                rows.add(new PunchRow.Relayed(event, event.peer().get(), event.text()));
            } else if (ofPair && TOLD.contains(event.name())) {
                rows.add(new PunchRow.Note(event));
            }
        }
        rows.sort(Comparator.comparing(PunchRow::at));
        return rows;
    }

    private record Likeness(PacketJourney.Hop first, PacketJourney.Hop last, String fate) {
    }

    private List<PunchRow> packets(PairRecord pair) {
        Map<Likeness, List<PacketJourney>> alike = new LinkedHashMap<>();
        for (PacketJourney journey : run.journeys().items()) {
            if (!journey.hops().isEmpty() && isOf(pair, journey)) {
                PacketJourney.Hop last = journey.hops().getLast();
                Likeness likeness = new Likeness(journey.hops().getFirst(), new PacketJourney.Hop(
                        journey.hops().getFirst().at(), last.place(), last.source(), last.destination()),
                        kind(journey.fate()));
                alike.computeIfAbsent(likeness, _ -> new ArrayList<>()).add(journey);
            }
        }
        return alike.values().stream().<PunchRow>map(PunchRow.Packets::new).toList();
    }

    private static String kind(PacketJourney.Fate fate) {
        return switch (fate) {
            case Delivered delivered -> "delivered " + delivered.host();
            case Dropped dropped -> dropped.reason() + " " + dropped.place();
            case UnderWay _ -> "";
        };
    }

    /** The record says who sent a probe and where it went, but not whom it was for: addresses have to tell. */
    private boolean isOf(PairRecord pair, PacketJourney journey) {
        Optional<String> peer = other(pair, journey.sender());
        if (peer.isEmpty()) {
            return false;
        }
        if (journey.fate() instanceof Delivered delivered) {
            return delivered.host().equals(peer.get());
        }
        long pairs = run.pairs().stream().filter(each -> other(each, journey.sender()).isPresent()).count();
        return pairs == 1 || addressesOf(peer.get()).contains(address(journey.hops().getFirst().destination()));
    }

    private Set<String> addressesOf(String host) {
        Set<String> addresses = new LinkedHashSet<>();
        tree.chain(host).forEach(name -> tree.node(name).ifPresent(node -> addresses.addAll(node.addresses())));
        return addresses;
    }

    private static String address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String address = colon < 0 ? endpoint : endpoint.substring(0, colon);
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private static Optional<String> other(PairRecord pair, String end) {
        if (pair.a().equals(end)) {
            return Optional.of(pair.b());
        }
        return pair.b().equals(end) ? Optional.of(pair.a()) : Optional.empty();
    }

    private static boolean isBetween(PairRecord pair, String one, String two) {
        return other(pair, one).equals(Optional.of(two));
    }
}
