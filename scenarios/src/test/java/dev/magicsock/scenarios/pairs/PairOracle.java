package dev.magicsock.scenarios.pairs;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Predicts from two translators alone how their endpoints end up, by symbols instead of packets: no addresses, no
 * ports, no time. See {@code docs/NAT_PAIRS.md}.
 *
 * <p>An external endpoint is a term: the mapping that its owner uses towards the STUN server, towards an address, or
 * towards another term. Two different terms are two different ports. Every endpoint pings every term of the other one
 * that it knows, and everything that this opens and teaches is kept, until nothing new comes of it.
 */
public final class PairOracle {

    /**
     * Two boxes that both map per address and port can answer each other's terms with ever longer ones. A term in a
     * cycle of question and answer nests at most twice, so longer ones decide nothing.
     */
    private static final int DEPTH_MAX = 4;

    private final Side a;
    private final Side b;
    private boolean changed;
    private boolean somethingArrived;
    private boolean answered;

    /** Who can be sent to. */
    private sealed interface Endpoint {
        /** What stands for its IP address. */
        String address();

        int depth();
    }

    private record StunServer() implements Endpoint {
        @Override
        public String address() {
            return "stun";
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** @param towards what the mapping depends on: null, an address, or an {@link Endpoint} */
    private record External(String address, Object towards) implements Endpoint {
        @Override
        public int depth() {
            return towards instanceof Endpoint endpoint ? 1 + endpoint.depth() : 1;
        }
    }

    /** One endpoint behind its translator. */
    private static final class Side {
        private final String address;
        private final Box box;
        private final Set<External> known = new LinkedHashSet<>();
        private final Map<External, Set<Endpoint>> contacts = new LinkedHashMap<>();

        Side(String address, Box box) {
            this.address = address;
            this.box = box;
        }

        /** RFC 4787 section 4.1. */
        External mappingTowards(Endpoint remote) {
            return new External(address, part(box.mapping(), remote));
        }

        /** RFC 4787 section 5. */
        boolean admits(External mapping, Endpoint source) {
            if (!contacts.containsKey(mapping)) {
                return false;
            }
            Object wanted = part(box.filtering(), source);
            return wanted == null
                    || counted(mapping).stream().anyMatch(each -> wanted.equals(part(box.filtering(), each)));
        }

        private Set<Endpoint> counted(External mapping) {
            return switch (box.scope()) {
                case MAPPING -> contacts.get(mapping);
                case INTERNAL_ENDPOINT -> {
                    Set<Endpoint> all = new LinkedHashSet<>();
                    contacts.values().forEach(all::addAll);
                    yield all;
                }
            };
        }

        private static Object part(Dependence dependence, Endpoint remote) {
            return switch (dependence) {
                case NONE -> null;
                case ADDRESS -> remote.address();
                case ADDRESS_AND_PORT -> remote;
            };
        }
    }

    private PairOracle(Box a, Box b) {
        this.a = new Side("a", a);
        this.b = new Side("b", b);
    }

    /** How the endpoints behind these two end up. */
    public static Outcome predict(Box a, Box b) {
        return new PairOracle(a, b).predict();
    }

    private Outcome predict() {
        learn(b, leave(a, new StunServer()));
        learn(a, leave(b, new StunServer()));
        do {
            changed = false;
            pingAll(a, b);
            pingAll(b, a);
        } while (changed && !answered);
        if (answered) {
            return Outcome.DIRECT;
        }
        return somethingArrived ? Outcome.ONE_WAY : Outcome.RELAY;
    }

    private void pingAll(Side from, Side to) {
        for (External target : List.copyOf(from.known)) {
            if (target.depth() <= DEPTH_MAX) {
                ping(from, to, target);
            }
        }
    }

    /** The receiver learns where the Ping came from; its answer counts only if it comes from where the Ping went. */
    private void ping(Side from, Side to, External target) {
        External source = leave(from, target);
        if (!to.admits(target, source)) {
            return;
        }
        somethingArrived = true;
        learn(to, source);
        External answeredFrom = leave(to, source);
        if (from.admits(source, answeredFrom)) {
            answered |= answeredFrom.equals(target);
            learn(from, answeredFrom);
        }
    }

    /** Sends something out: the mapping is there afterwards, and the target is one of its contacts. */
    private External leave(Side from, Endpoint target) {
        External mapping = from.mappingTowards(target);
        changed |= from.contacts.computeIfAbsent(mapping, _ -> new LinkedHashSet<>()).add(target);
        return mapping;
    }

    private void learn(Side side, External remote) {
        changed |= side.known.add(remote);
    }
}
