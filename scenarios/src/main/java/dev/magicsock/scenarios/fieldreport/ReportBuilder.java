package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.scenarios.fieldreport.FieldReport.Known;
import dev.magicsock.scenarios.fieldreport.FieldReport.Ports;
import dev.magicsock.scenarios.fieldreport.FieldReport.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what the fields of a report say. */
final class ReportBuilder {

    /** Longer round trips are mistakes: no network keeps packets that long. */
    private static final Duration ROUND_TRIP_MAX = Duration.ofSeconds(10);

    private final String tool;
    private Optional<Known<Boolean>> udp = Optional.empty();
    private Optional<Known<Boolean>> ipv6 = Optional.empty();
    private Optional<Known<Boolean>> translated = Optional.empty();
    private Optional<Known<MappingBehavior>> mapping = Optional.empty();
    private Optional<Known<FilteringBehavior>> filtering = Optional.empty();
    private Optional<Known<Ports>> ports = Optional.empty();
    private Optional<Known<Integer>> portStep = Optional.empty();
    private Optional<Known<Boolean>> hairpinning = Optional.empty();
    private final List<Relay> relays = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ReportBuilder(String tool) {
        this.tool = tool;
    }

    void udp(Optional<Boolean> value, String field) {
        udp = value.map(works -> new Known<>(works, field));
    }

    void ipv6(Optional<Boolean> value, String field) {
        ipv6 = value.map(works -> new Known<>(works, field));
    }

    void translated(boolean value, String field) {
        translated = Optional.of(new Known<>(value, field));
    }

    void mapping(MappingBehavior value, String field) {
        mapping = Optional.of(new Known<>(value, field));
    }

    /** Tools that ask several servers once can tell only this. */
    void mappingVaries(Optional<Boolean> varies, String field) {
        varies.ifPresent(value -> mapping(value ? MappingBehavior.ADDRESS_AND_PORT_DEPENDENT
                : MappingBehavior.ENDPOINT_INDEPENDENT, field));
    }

    void filtering(FilteringBehavior value, String field) {
        filtering = Optional.of(new Known<>(value, field));
    }

    void ports(Ports value, String field) {
        ports = Optional.of(new Known<>(value, field));
    }

    void portStep(int value, String field) {
        portStep = Optional.of(new Known<>(value, field));
    }

    void hairpinning(Optional<Boolean> value, String field) {
        hairpinning = value.map(works -> new Known<>(works, field));
    }

    void relay(String name, Optional<Duration> roundTrip, String field) {
        roundTrip.filter(Duration::isPositive).filter(time -> time.compareTo(ROUND_TRIP_MAX) <= 0)
                .filter(_ -> relays.stream().noneMatch(relay -> relay.name().equals(name)))
                .ifPresent(time -> relays.add(new Relay(name, time, field)));
    }

    void note(String text) {
        notes.add(text);
    }

    FieldReport build() {
        List<Relay> nearest = relays.stream().sorted(Comparator.comparing(Relay::roundTrip))
                .limit(FieldReport.RELAYS_MAX).toList();
        if (nearest.size() < relays.size()) {
            note((relays.size() - nearest.size()) + " relays further away are left out");
        }
        return new FieldReport(tool, udp, ipv6, translated, mapping, filtering, ports, portStep, hairpinning, nearest,
                notes);
    }
}
