package dev.magicsock.scenarios.language;

import dev.magicsock.scenarios.language.Node.Entry;
import dev.magicsock.scenarios.language.Node.Mapping;
import dev.magicsock.scenarios.language.Node.Scalar;
import dev.magicsock.scenarios.language.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a file declares, found before anything is read, so that every use of a name can be checked where it stands.
 *
 * <p>It looks at the file's shape leniently: what has the wrong shape declares nothing and is reported by its reader.
 */
final class Names {

    /** What a host or router is behind when it is behind none of the file's routers. */
    static final String INTERNET = "internet";

    /** Far below the hop limit of packets, far above any real network's layers of NAT. */
    static final int MAX_CHAIN = 16;

    private final Map<String, Mapping> routers;
    private final Map<String, Mapping> hosts;
    private final List<String> routerNames;
    private final List<String> hostNames;
    private final List<String> outside;
    private final List<String> places;
    private final List<String> relays;
    private final List<String> stun;
    private final List<String> endpoints;
    private final boolean certain;

    private Names(Mapping root) {
        Optional<Node> network = root.find("network").map(Entry::value);
        this.routers = bodies(child(network, "routers"));
        this.hosts = bodies(child(network, "hosts"));
        this.routerNames = List.copyOf(routers.keySet());
        this.hostNames = List.copyOf(hosts.keySet());
        this.outside = Stream.concat(routerNames.stream(), Stream.of(INTERNET)).distinct().toList();
        this.relays = keys(child(network, "relays"));
        this.places = Stream.of(hostNames, routerNames, relays).flatMap(List::stream).toList();
        this.stun = keysOrItems(child(network, "stun"));
        this.endpoints = keys(root.find("endpoints").map(Entry::value));
        this.certain = Keys.SCENARIO.containsAll(keys(Optional.of(root))) && Keys.NETWORK.containsAll(keys(network))
                && hosts.keySet().containsAll(endpoints);
    }

    static Names of(Mapping root) {
        return new Names(root);
    }

    List<String> routers() {
        return routerNames;
    }

    List<String> hosts() {
        return hostNames;
    }

    List<String> relays() {
        return relays;
    }

    List<String> stun() {
        return stun;
    }

    List<String> endpoints() {
        return endpoints;
    }

    /** A reader of one of these names. */
    static Value.Reader<String> oneOf(List<String> names) {
        return value -> value.declared(names);
    }

    /**
     * Whether it is certain what the file declares. A misspelt section hides everything in it, and a misspelt endpoint
     * makes every use of the right name look wrong: such a mistake is to be reported alone.
     */
    boolean areCertain() {
        return certain;
    }

    /** Routers and the internet: what something can be behind. */
    List<String> outside() {
        return outside;
    }

    /** Everything that a partition can separate. */
    List<String> places() {
        return places;
    }

    boolean isRouterWithNat(String router) {
        return routers.containsKey(router) && hasNat(routers.get(router));
    }

    private static boolean hasNat(Mapping router) {
        return router.find("nat").filter(nat -> !(nat.value() instanceof Scalar word && word.text().equals("none")))
                .isPresent();
    }

    /** The router that a router is behind; empty for the internet and for what is no router. */
    Optional<String> behind(String router) {
        return Optional.ofNullable(routers.get(router)).flatMap(body -> body.find("behind"))
                .flatMap(entry -> textOf(entry.value())).filter(routers::containsKey);
    }

    /**
     * The routers from this one outwards, this one first: as many as there may be in a row, or one more if the row is
     * longer. Ends before a router would come twice.
     */
    List<String> chainOf(String router) {
        List<String> chain = new ArrayList<>();
        Optional<String> next = Optional.of(router).filter(routers::containsKey);
        while (next.isPresent() && chain.size() <= MAX_CHAIN && !chain.contains(next.get())) {
            chain.add(next.get());
            next = behind(next.get());
        }
        return chain;
    }

    /** The names of a host's interfaces; empty for what is no host. */
    List<String> interfaces(String host) {
        Mapping body = hosts.get(host);
        if (body == null) {
            return List.of();
        }
        Optional<Node> named = body.find("interfaces").map(Entry::value);
        if (named.isPresent()) {
            return keys(named);
        }
        return body.find("behind").map(entry -> textsOf(entry.value())).orElse(List.of(INTERNET));
    }

    private static Optional<Node> child(Optional<Node> parent, String key) {
        return parent.flatMap(node -> node instanceof Mapping mapping ? mapping.find(key).map(Entry::value)
                : Optional.empty());
    }

    private static Map<String, Mapping> bodies(Optional<Node> node) {
        Map<String, Mapping> bodies = new LinkedHashMap<>();
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> bodies.put(entry.key(),
                    entry.value() instanceof Mapping body ? body : new Mapping(entry.value().at(), List.of())));
        }
        return bodies;
    }

    private static List<String> keys(Optional<Node> node) {
        return node.isPresent() && node.get() instanceof Mapping mapping
                ? mapping.entries().stream().map(Entry::key).toList() : List.of();
    }

    private static List<String> keysOrItems(Optional<Node> node) {
        return node.isPresent() && node.get() instanceof Sequence ? textsOf(node.get()) : keys(node);
    }

    private static List<String> textsOf(Node node) {
        return node instanceof Sequence sequence
                ? sequence.items().stream().flatMap(item -> textOf(item).stream()).toList()
                : textOf(node).stream().toList();
    }

    private static Optional<String> textOf(Node node) {
        return node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }
}
