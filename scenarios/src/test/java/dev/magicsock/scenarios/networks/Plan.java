package dev.magicsock.scenarios.networks;

import dev.magicsock.scenarios.pairs.Outcome;
import dev.magicsock.scenarios.pairs.PairOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A random network with random trouble.
 *
 * @param places   one endpoint each, at least two
 * @param pairs    who talks to whom, at least one; the same two only once
 * @param troubles in no order
 * @param loss     share of packets that each access link loses, in [0, 1)
 * @param copies   share of packets that each access link doubles, in [0, 1)
 * @param seed     of the run
 */
record Plan(List<Place> places, List<Pair> pairs, List<Trouble> troubles, double loss, double copies, long seed) {

    /** All faults have begun and ended by then. */
    static final Duration FAULTS_OVER = Duration.ofSeconds(12);

    /**
     * From then on the pairs that can be direct are. A dead path is given up after 15 s and punched for anew at once,
     * and meanwhile the relay may have to be dialled again; a pair that was punched for in vain during the faults is
     * punched for again after at most 20 s, the pause that its rounds have come to by then. 5 s are for the round
     * itself.
     */
    static final Duration SETTLED = FAULTS_OVER.plusSeconds(25);

    /** The ordinals of two places, the smaller one first. */
    record Pair(int a, int b) {
    }

    static String host(int place) {
        return "host" + place;
    }

    /** The place whose router an endpoint is behind. */
    int routerOf(int place) {
        int router = place;
        while (router > 0 && places.get(router).shared()) {
            router--;
        }
        return router;
    }

    /** How it is where an endpoint is. */
    Place whereIs(int place) {
        return places.get(routerOf(place));
    }

    /** The places that have a router of their own with one of these accesses. */
    List<Integer> routersWith(List<Place.Access> accesses) {
        List<Integer> routers = new ArrayList<>();
        for (int place = 0; place < places.size(); place++) {
            if (routerOf(place) == place && accesses.contains(places.get(place).access())) {
                routers.add(place);
            }
        }
        return routers;
    }

    /** How a pair ends up once all faults are over. */
    Outcome predicted(Pair pair) {
        Place a = whereIs(pair.a());
        Place b = whereIs(pair.b());
        if (routerOf(pair.a()) == routerOf(pair.b())) {
            return Outcome.DIRECT;
        }
        if (a.access() == Place.Access.UDP_BLOCKED || b.access() == Place.Access.UDP_BLOCKED) {
            return Outcome.RELAY;
        }
        return a.ipv6() && b.ipv6() ? Outcome.DIRECT : PairOracle.predict(a.box(), b.box());
    }
}
