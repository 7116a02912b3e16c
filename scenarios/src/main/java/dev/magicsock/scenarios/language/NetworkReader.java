package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.scenarios.language.Node.Entry;
import dev.magicsock.scenarios.model.Families;
import dev.magicsock.scenarios.model.HostSpec;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.RelaySpec;
import dev.magicsock.scenarios.model.RouterSpec;
import dev.magicsock.scenarios.model.StunSpec;
import dev.magicsock.scenarios.model.UdpPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the network: relays, STUN servers and routers; hosts have a reader of their own. */
final class NetworkReader {

    private final Names names;
    private final Map<String, String> declared = new HashMap<>();
    private final Map<IpAddress, String> externals = new HashMap<>();

    private NetworkReader(Names names) {
        this.names = names;
    }

    static Optional<NetworkSpec> read(Value value, Names names) {
        return Fields.open(value, Keys.NETWORK).map(new NetworkReader(names)::readSections);
    }

    private NetworkSpec readSections(Fields network) {
        List<RelaySpec> relays = section(network, "relays", "relay", this::relay);
        List<StunSpec> stun = stun(network);
        List<RouterSpec> routers = section(network, "routers", "router", this::router);
        Map<String, Families> offered = new HashMap<>();
        routers.forEach(router -> offered.put(router.name(), router.families()));
        checkFamiliesAlongChains(network, routers, offered);
        HostReader hostReader = new HostReader(names, offered);
        List<HostSpec> hosts = section(network, "hosts", "host", hostReader::read);
        network.required("hosts", Optional::of);
        return new NetworkSpec(relays, stun, fromOutside(routers), hosts);
    }

    private interface MemberReader<T> {
        Optional<T> read(String name, Value body);
    }

    /** Reads a mapping of names to things; a thing that was rejected is left out. */
    private <T> List<T> section(Fields network, String key, String kind, MemberReader<T> reader) {
        List<T> read = new ArrayList<>();
        network.optional(key, Fields::openAny).ifPresent(section -> {
            section.rejectEmpty("expected at least one " + kind + ", or no '" + key + "'");
            for (Entry entry : section.entries()) {
                declare(entry, kind, section.problems());
                Value body = new Value(entry.value(), kind + " " + Quoted.text(entry.key()), section.problems());
                reader.read(entry.key(), body).ifPresent(read::add);
            }
        });
        return read;
    }

    private void declare(Entry entry, String kind, Problems problems) {
        String other = declared.putIfAbsent(entry.key(), kind);
        if (!Values.isName(entry.key())) {
            problems.add(entry.keyAt(), Quoted.text(entry.key()) + " cannot name a " + kind,
                    "expected lower-case letters, digits and inner hyphens, at most 40");
        } else if (entry.key().equals(Names.INTERNET)) {
            problems.add(entry.keyAt(), "'internet' cannot name a " + kind,
                    "expected another name; this one is the core");
        } else if (other != null) {
            problems.add(entry.keyAt(), "the " + kind + " " + Quoted.text(entry.key()) + " has the name of a " + other,
                    "expected names that are unique in the network");
        }
    }

    private Optional<RelaySpec> relay(String name, Value body) {
        return Fields.open(body, Keys.RELAY).map(relay -> new RelaySpec(name, link(relay),
                FamiliesReader.read(relay, Families.BOTH)));
    }

    static LinkSpec link(Fields fields) {
        return fields.optional("link", LinkReader::read).orElse(LinkSpec.IDEAL);
    }

    /** Either a list of relays that answer STUN too, or a mapping that says more. */
    private List<StunSpec> stun(Fields network) {
        Optional<Value> value = network.value("stun");
        if (value.isPresent() && value.get().node() instanceof Node.Sequence) {
            return Values.list(Names.oneOf(names.relays()), "expected a list of relays", 1000).read(value.get())
                    .orElse(List.of()).stream().map(name -> new StunSpec(name, Optional.empty(), false)).distinct()
                    .toList();
        }
        List<StunSpec> servers = new ArrayList<>();
        value.flatMap(Fields::openAny).ifPresent(section -> section.entries().forEach(entry ->
                stunServer(entry, section.problems()).ifPresent(servers::add)));
        return servers;
    }

    private Optional<StunSpec> stunServer(Entry entry, Problems problems) {
        boolean onRelay = names.relays().contains(entry.key());
        if (!onRelay) {
            declare(entry, "STUN server", problems);
        }
        Value body = new Value(entry.value(), "STUN server " + Quoted.text(entry.key()), problems);
        return Fields.open(body, Keys.STUN).flatMap(server -> {
            if (onRelay && server.has("link")) {
                return server.value("link").orElseThrow().rejectAs("is that of a relay", "expected it at the relay");
            }
            if (!onRelay && !server.has("link")) {
                server.reject(entry.keyAt(), server.what() + " is no relay and lacks 'link'",
                        Suggestion.question(entry.key(), names.relays())
                                + "expected a relay's name, or a server of its own with a link");
                return Optional.empty();
            }
            return Optional.of(new StunSpec(entry.key(), server.optional("link", LinkReader::read),
                    server.optional("second-address", Values::onOff).orElse(false)));
        });
    }

    private Optional<RouterSpec> router(String name, Value body) {
        return Fields.open(body, Keys.ROUTER).map(router -> {
            Optional<String> behind = router.optional("behind", this::outerRouter);
            checkNotBehindItself(name, router);
            return new RouterSpec(name, behind.filter(outer -> !outer.equals(Names.INTERNET)),
                    router.optional("nat", NatReader::readOrNone).flatMap(nat -> nat),
                    router.optional("firewall", FirewallReader::read).flatMap(firewall -> firewall),
                    router.optional("udp", FirewallReader::readUdp).orElse(UdpPolicy.ALLOWED),
                    link(router), FamiliesReader.read(router, Families.IPV4),
                    router.optional("external", value -> external(name, value)).orElse(List.of()));
        });
    }

    private Optional<String> outerRouter(Value value) {
        return value.declared(names.outside());
    }

    /** Every cycle is reported once, at its first router in the file. */
    private void checkNotBehindItself(String name, Fields router) {
        List<String> chain = names.chainOf(name);
        if (chain.size() > Names.MAX_CHAIN) {
            router.value("behind").orElseThrow()
                    .rejectAs("is the " + Names.MAX_CHAIN + "th router in a row or a later one",
                    "expected at most " + Names.MAX_CHAIN + " routers up to the internet");
            return;
        }
        boolean returns = !chain.isEmpty() && names.behind(chain.getLast()).filter(name::equals).isPresent();
        boolean first = names.routers().stream().filter(chain::contains).findFirst().filter(name::equals).isPresent();
        if (returns && first) {
            router.value("behind").orElseThrow()
                    .rejectAs("leads back to it: " + String.join(" -> ", chain) + " -> " + name,
                    "expected a chain of routers that ends at the internet");
        }
    }

    private Optional<List<IpAddress>> external(String router, Value value) {
        if (names.behind(router).isPresent()) {
            return value.rejectAs("is given, but the router is behind another one",
                    "expected it only for routers on the internet");
        }
        Value.Reader<IpAddress> publicIpv4 = item -> Values.address(item).flatMap(address -> {
            if (!AddressRules.isPublicIpv4(address)) {
                return item.reject("expected a public IPv4 address such as 198.51.100.7");
            }
            String other = externals.putIfAbsent(address, router);
            return other == null ? Optional.of(address)
                    : item.rejectAs("is " + address + ", which router '" + other + "' has already",
                            "expected another address");
        });
        return Values.list(publicIpv4, "expected a list of addresses such as [198.51.100.7]", 256).read(value);
    }

    private void checkFamiliesAlongChains(Fields network, List<RouterSpec> routers, Map<String, Families> offered) {
        for (RouterSpec router : routers) {
            Families outer = router.behind().map(offered::get).orElse(Families.BOTH);
            boolean lacking = router.families().ipv6() && !outer.ipv6() || router.families().ipv4() && !outer.ipv4();
            if (lacking) {
                Position at = network.optional("routers", Fields::openAny).map(section -> section.at(router.name()))
                        .orElse(network.at());
                String family = router.families().ipv6() && !outer.ipv6() ? "ipv6" : "ipv4";
                network.reject(at, "router '" + router.name() + "' has " + family + " on, but '"
                        + router.behind().orElseThrow() + "' has it off", "expected it on in both, or off in this one");
            }
        }
    }

    /** Stable: among routers of one depth the order of the file stays. */
    private List<RouterSpec> fromOutside(List<RouterSpec> routers) {
        return routers.stream()
                .sorted(Comparator.comparingInt((RouterSpec router) -> names.chainOf(router.name()).size())).toList();
    }
}
