package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.scenarios.language.Node.Entry;
import dev.magicsock.scenarios.model.Families;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.HostSpec.Clock;
import dev.magicsock.scenarios.model.HostSpec.Interface;
import dev.magicsock.scenarios.model.HostSpec.Processing;
import dev.magicsock.scenarios.model.LinkSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads hosts. */
final class HostReader {

    /** As many as a simulated host can have. */
    private static final int MAX_EXTRA_ADDRESSES = 64;
    private static final int MAX_INTERFACES = 16;

    private final Names names;
    private final Map<String, Families> offered;

    /** @param offered what each router offers to its inside */
    HostReader(Names names, Map<String, Families> offered) {
        this.names = names;
        this.offered = offered;
    }

    Optional<HostSpec> read(String name, Value body) {
        return Fields.open(body, Keys.HOST).flatMap(host -> {
            List<Interface> interfaces = interfaces(host);
            List<IpAddress> extra = host.optional("addresses", HostReader::addresses).orElse(List.of());
            Clock clock = host.optional("clock", HostReader::clock).orElse(Clock.EXACT);
            Optional<Processing> processing = host.optional("processing", HostReader::processing);
            Families families = families(host, interfaces);
            return interfaces.isEmpty() ? Optional.empty()
                    : Optional.of(new HostSpec(name, interfaces, extra, clock, processing, families));
        });
    }

    /** At least one; none only after a problem was reported. */
    private List<Interface> interfaces(Fields host) {
        if (host.has("interfaces")) {
            for (String key : List.of("behind", "link")) {
                host.value(key).ifPresent(value -> value.rejectAs("stands beside 'interfaces'",
                        "expected it in each interface"));
            }
            return host.optional("interfaces", this::named).orElse(List.of());
        }
        LinkSpec link = NetworkReader.link(host);
        if (!host.has("behind")) {
            return List.of(new Interface(Names.INTERNET, Optional.empty(), link, true));
        }
        return host.optional("behind", this::routers).orElse(List.of()).stream()
                .map(router -> new Interface(router, onlyRouter(router), link, true)).toList();
    }

    private Optional<List<Interface>> named(Value value) {
        return Fields.openAny(value).map(section -> {
            if (section.entries().isEmpty() || section.entries().size() > MAX_INTERFACES) {
                value.rejectAs("has " + section.entries().size() + " interfaces", "expected 1 to " + MAX_INTERFACES);
            }
            List<Interface> interfaces = new ArrayList<>();
            section.entries().forEach(entry -> named(entry, section.problems()).ifPresent(interfaces::add));
            return interfaces;
        });
    }

    private Optional<Interface> named(Entry entry, Problems problems) {
        if (!Values.isName(entry.key())) {
            problems.add(entry.keyAt(), Quoted.text(entry.key()) + " cannot name an interface",
                    "expected lower-case letters, digits and inner hyphens, at most 40");
        }
        Value body = new Value(entry.value(), "interface " + Quoted.text(entry.key()), problems);
        return Fields.open(body, Keys.INTERFACE).map(fields -> new Interface(entry.key(),
                fields.optional("behind", this::router).flatMap(HostReader::onlyRouter),
                NetworkReader.link(fields), fields.optional("up", Values::onOff).orElse(true)));
    }

    private Optional<List<String>> routers(Value value) {
        if (!(value.node() instanceof Node.Sequence)) {
            return router(value).map(List::of);
        }
        return Values.list(this::router, "expected a router or a list of routers", MAX_INTERFACES).read(value)
                .flatMap(routers -> {
                    if (routers.stream().distinct().count() < routers.size()) {
                        return value.rejectAs("names a router twice", "expected 'interfaces' for that");
                    }
                    return routers.isEmpty() && value.problems().count() == 0
                            ? value.rejectAs("is an empty list", "expected at least one router") : Optional.of(routers);
                });
    }

    private Optional<String> router(Value value) {
        return value.declared(names.outside());
    }

    private static Optional<String> onlyRouter(String name) {
        return Optional.of(name).filter(router -> !router.equals(Names.INTERNET));
    }

    /** What all its routers together offer, less what the host has switched off. */
    private Families families(Fields host, List<Interface> interfaces) {
        boolean ipv4 = interfaces.stream().anyMatch(each -> offeredBy(each).ipv4());
        boolean ipv6 = interfaces.stream().anyMatch(each -> offeredBy(each).ipv6());
        boolean onInternet = interfaces.stream().allMatch(each -> each.behind().isEmpty());
        if (interfaces.isEmpty() || !ipv4 && !ipv6) {
            return Families.IPV4;
        }
        Families families = FamiliesReader.read(host, onInternet ? Families.IPV4 : new Families(ipv4, ipv6));
        checkOffered(host, "ipv4", families.ipv4(), ipv4);
        checkOffered(host, "ipv6", families.ipv6(), ipv6);
        return families;
    }

    private Families offeredBy(Interface each) {
        return each.behind().map(router -> offered.getOrDefault(router, Families.BOTH)).orElse(Families.BOTH);
    }

    private static void checkOffered(Fields host, String family, boolean wanted, boolean available) {
        if (wanted && !available) {
            host.reject(host.at(family), host.what() + " has " + family + " on, but none of its routers has",
                    "expected '" + family + ": on' in a router too");
        }
    }

    private static Optional<List<IpAddress>> addresses(Value value) {
        return value.items("expected a list of addresses or ranges such as [10.9.0.1..10.9.0.32]", MAX_EXTRA_ADDRESSES)
                .flatMap(items -> {
                    List<IpAddress> addresses = new ArrayList<>();
                    items.forEach(item -> addressRange(item).ifPresent(addresses::addAll));
                    return addresses.size() <= MAX_EXTRA_ADDRESSES ? Optional.of(addresses)
                            : value.rejectAs("has " + addresses.size() + " addresses",
                                    "expected at most " + MAX_EXTRA_ADDRESSES);
                });
    }

    private static Optional<List<IpAddress>> addressRange(Value value) {
        if (value.text().isEmpty() || !value.text().get().contains("..")) {
            return Values.address(value).map(List::of);
        }
        return Values.range(Values::parseAddress, "expected two addresses such as 10.9.0.1..10.9.0.32").read(value)
                .flatMap(range -> {
                    List<IpAddress> addresses = new ArrayList<>();
                    IpAddress next = range.from();
                    while (next.compareTo(range.to()) <= 0 && addresses.size() <= MAX_EXTRA_ADDRESSES) {
                        addresses.add(next);
                        next = next.plus(1);
                    }
                    return addresses.size() <= MAX_EXTRA_ADDRESSES ? Optional.of(addresses)
                            : value.rejectAs("has more than " + MAX_EXTRA_ADDRESSES + " addresses",
                                    "expected a shorter range");
                });
    }

    private static Optional<Clock> clock(Value value) {
        return Fields.open(value, Keys.CLOCK).map(clock -> new Clock(
                clock.optional("offset", Values::anyDuration).orElse(Duration.ZERO),
                clock.optional("skew", Values::skewPpm).orElse(0L)));
    }

    private static Optional<Processing> processing(Value value) {
        return Fields.open(value, Keys.PROCESSING).map(processing -> new Processing(
                processing.optional("delay", Values::duration).orElse(Duration.ZERO),
                processing.optional("jitter", Values::duration).orElse(Duration.ZERO)));
    }
}
