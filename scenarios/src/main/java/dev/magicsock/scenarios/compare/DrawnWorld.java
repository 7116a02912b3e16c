package dev.magicsock.scenarios.compare;

import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.comparison.Cell;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One world: two endpoints somewhere on the internet, one of which connects to the other. Both then talk to the end.
 * Two STUN servers, as with one nobody can tell what a NAT is like.
 *
 * <p>What is drawn does not depend on the strategy, so all strategies meet the same worlds.
 */
public final class DrawnWorld {

    /** The worst of two people who connect to each other and both started their program just now. */
    private static final int CONNECT_MAX_MILLIS = 3000;

    /** One in so many pairs behind a carrier's NAT each shares one carrier NAT: large carriers have many boxes. */
    private static final int SAME_CARRIER_PERCENT = 10;

    private final Cell cell;
    private final long seed;
    private final int seconds;
    private final RandomGenerator random;
    private final long scenarioSeed;
    private final List<String> routers = new ArrayList<>();

    /**
     * @param seed    of the draws
     * @param seconds from connecting to the end, positive
     */
    public DrawnWorld(Cell cell, long seed, int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("a world is watched for a second at least, not " + seconds);
        }
        this.cell = cell;
        this.seed = seed;
        this.seconds = seconds;
        this.random = new RandomForks(seed).fork("world/" + cell.label());
        this.scenarioSeed = random.nextLong(1_000_000_000_000L);
        drawRouters();
    }

    /** The world with this strategy on both sides, as a scenario file. */
    public String text(String strategy) {
        RandomGenerator script = new RandomForks(seed).fork("script/" + cell.label());
        boolean bobCalls = script.nextBoolean();
        int connect = script.nextInt(CONNECT_MAX_MILLIS);
        int relayLatency = 5 + script.nextInt(40);
        int serverLatency = 5 + script.nextInt(40);
        String end = connect + 1000L * seconds + "ms";
        String pair = bobCalls ? "from: bob, to: alice" : "from: alice, to: bob";
        return "name: world\n"
                + "about: World " + seed + " of " + cell.label() + ".\n"
                + "seed: " + scenarioSeed + "\n"
                + "duration: " + end + "\n"
                + "network:\n"
                + "  relays: { eu: { link: { latency: " + relayLatency + "ms } } }\n"
                + "  stun: { eu: {}, us: { link: { latency: " + serverLatency + "ms } } }\n"
                + "  routers:\n    " + String.join("\n    ", routers) + "\n"
                + "  hosts:\n    alice: { behind: place-a }\n    bob: { behind: " + placeOfBob() + " }\n"
                + "endpoints:\n"
                + "  alice: { strategy: " + strategy + ", knows: addresses }\n"
                + "  bob: { strategy: " + strategy + ", knows: addresses }\n"
                + "script:\n"
                + "  - { at: " + connect + "ms, connect: { " + pair + " } }\n"
                + "  - { at: " + connect + "ms, traffic: { " + pair
                + ", every: 100ms, size: 200B, both-ways: true, until: " + end + " } }\n"
                + "expect: []\n";
    }

    /** The same, read; the strategy is one of those that come with the MagicSock. */
    public Scenario scenario(String strategy) {
        return scenario(strategy, Strategies.BUILT_IN);
    }

    /** The same, read; the strategy is one of these. */
    public Scenario scenario(String strategy, Strategies known) {
        return switch (ScenarioReader.read(text(strategy).getBytes(StandardCharsets.UTF_8), known)) {
            case ReadResult.Valid valid -> valid.scenario();
            case ReadResult.Invalid invalid -> throw new IllegalStateException("a drawn world is no scenario: "
                    + invalid.problems().getFirst().describe("world") + "\n" + text(strategy));
        };
    }

    private void drawRouters() {
        Access a = Networks.draw(cell.a(), random);
        Access b = Networks.draw(cell.b(), random);
        Optional<Population> both = cell.a().equals(cell.b()) ? Networks.population(cell.a()) : Optional.empty();
        boolean together = both.isPresent() && both.get().areTogether(random);
        boolean sameCarrier = a.carrier() && b.carrier() && random.nextInt(100) < SAME_CARRIER_PERCENT;
        place("a", a, "a");
        if (!together) {
            place("b", b, sameCarrier ? "a" : "b");
        }
    }

    private String placeOfBob() {
        return routers.getLast().startsWith("place-b") ? "place-b" : "place-a";
    }

    private void place(String name, Access access, String carrier) {
        String behind = "";
        if (access.carrier()) {
            if (carrier.equals(name)) {
                routers.add("carrier-" + carrier + ": { nat: carrier-grade, link: { latency: 2ms } }");
            }
            behind = "behind: carrier-" + carrier + ", ";
        }
        routers.add("place-" + name + ": { " + behind + access.knobs() + ", link: " + link() + " }");
    }

    /** Usual links: from good fibre to a busy wireless network, hardly any of them losing much. */
    private String link() {
        if (!cell.link().equals(Networks.USUAL_LINK)) {
            return cell.link();
        }
        int latencyMicros = 2_000 + random.nextInt(38_000);
        int jitterMicros = 100 + random.nextInt(4_900);
        int lossPerMille = Math.max(0, random.nextInt(20) - 10);
        return "{ latency: " + latencyMicros + "us, jitter: { extent: " + jitterMicros
                + "us, distribution: exponential }, loss: " + lossPerMille / 10 + "." + lossPerMille % 10 + "% }";
    }
}
