package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.scenarios.model.LinkSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The changed conditions of links: at each instant those of all changes that last then, one upon the other. */
final class LinkChanges {

    private final Map<String, List<Change>> byLink = new LinkedHashMap<>();

    private record Change(LinkSpec link, Instant at, Optional<Instant> until) {
        boolean holdsAt(Instant instant) {
            return !at.isAfter(instant) && until.filter(end -> !end.isAfter(instant)).isEmpty();
        }
    }

    void add(String link, LinkSpec change, Instant at, Optional<Instant> until) {
        byLink.computeIfAbsent(link, _ -> new ArrayList<>()).add(new Change(change, at, until));
    }

    /** @param profiles the conditions of every link as the network is built, by the link's name */
    List<TimedFault> faults(Map<String, LinkProfile> profiles) {
        List<TimedFault> faults = new ArrayList<>();
        byLink.forEach((link, changes) -> {
            TreeSet<Instant> instants = new TreeSet<>();
            changes.forEach(change -> {
                instants.add(change.at);
                change.until.ifPresent(instants::add);
            });
            for (Instant at : instants) {
                faults.add(new TimedFault(at,
                        new Fault.LinkChanged(link, conditions(profiles.get(link), changes, at))));
            }
        });
        return faults;
    }

    private static LinkProfile conditions(LinkProfile original, List<Change> changes, Instant at) {
        LinkProfile conditions = original;
        for (Change change : changes) {
            if (change.holdsAt(at)) {
                conditions = LinkProfiles.changed(conditions, change.link);
            }
        }
        return conditions;
    }
}
