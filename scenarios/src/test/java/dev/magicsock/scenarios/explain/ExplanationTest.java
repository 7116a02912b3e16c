package dev.magicsock.scenarios.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PathKind;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.scenarios.compare.Networks;
import dev.magicsock.scenarios.explain.Verdict.Outcome;
import dev.magicsock.scenarios.explain.Way.Result;
import dev.magicsock.scenarios.pairs.Behaviors;
import dev.magicsock.scenarios.pairs.Box;
import dev.magicsock.scenarios.pairs.PairOracle;
import dev.magicsock.scenarios.pairs.Ports;
import dev.magicsock.scenarios.support.Runs;
import dev.magicsock.scenarios.support.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of two networks is what runs of the simulator show, and what an oracle that works otherwise says. */
class ExplanationTest {

    @Test
    void everyPairOfPresetsEndsAsExplained() {
        List<String> words = Networks.nats();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            for (int j = i; j < words.size(); j++) {
                check(meeting(words.get(i), words.get(j)), Optional.empty(), wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void natsInARowEndAsExplained() {
        List<String> wrong = new ArrayList<>();
        for (String chain : List.of("home-router+carrier-grade", "home-router+symmetric", "symmetric+full-cone",
                "full-cone+address-restricted+full-cone", "mobile-carrier+home-router", "A/I+I/A", "none+hotel")) {
            for (String other : List.of("none", "full-cone", "address-restricted", "home-router", "A/A", "A/I", "P/I",
                    "symmetric", "mobile-carrier", "home-router+carrier-grade")) {
                check(meeting(chain, other), Optional.empty(), wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void pairsBehindASharedNatEndAsExplained() {
        List<String> wrong = new ArrayList<>();
        for (String shared : List.of("home-router", "carrier-grade", "port-restricted", "symmetric", "full-cone",
                "{ preset: full-cone, mapping: address-dependent }")) {
            Side beyond = side(shared);
            for (List<String> pair : List.of(List.of("none", "none"), List.of("none", "home-router"),
                    List.of("home-router", "home-router"), List.of("home-router", "symmetric"),
                    List.of("full-cone", "symmetric"))) {
                check(new Meeting(side(pair.get(0)), side(pair.get(1)), Optional.of(beyond.nats().getFirst()), false),
                        Optional.of(beyond), wrong);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void withIpv6EvenSymmetricPairsGetDirect() {
        for (String[] pair : new String[][] {{"symmetric", "symmetric"}, {"none", "corporate"}, {"udp-blocked",
                "none"}}) {
            Meeting meeting = new Meeting(side(pair[0]), side(pair[1]), Optional.empty(), true);
            Way way = way(meeting, "IPv6");
            boolean direct = outcome(run(meeting, Optional.empty())) == Outcome.DIRECT;
            assertEquals(way.result() == Result.WORKS, direct, pair[0] + " and " + pair[1]);
        }
    }

    @Test
    void everyPairOfMappingFilteringAndScopeIsJudgedAsTheSymbolicOracleJudgesIt() {
        List<String> wrong = new ArrayList<>();
        for (Box a : Box.all()) {
            for (Box b : Box.all()) {
                Meeting meeting = new Meeting(side(a), side(b), Optional.empty(), false);
                String said = meeting.punching().outcome().name();
                if (!said.equals(PairOracle.predict(a, b).name())) {
                    wrong.add(a + " and " + b + ": " + said);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatDependsOnWhoIsFirstGoesBothWays() {
        Meeting meeting = meeting("home-router", "linux-masquerade");
        assertEquals(Outcome.LUCK, meeting.punching().outcome());
        // In every such pair, alice's word comes first over the relay, so bob's probe takes the flow at her box, if
        // any.
        assertEquals(Outcome.DIRECT, outcome(run(meeting("home-router", "linux-masquerade"), Optional.empty())));
        assertEquals(Outcome.RELAY, outcome(run(meeting("linux-masquerade", "home-router"), Optional.empty())));
    }

    @Test
    void aHardPairIsLeftToGuessing() {
        Meeting meeting = meeting("home-router", "symmetric");
        assertEquals(Result.CANNOT, way(meeting, "signalled punching").result());
        assertEquals(Result.CANNOT, way(meeting, "port prediction").result());
        assertEquals(0.9997, way(meeting, "birthday").chance().orElseThrow(), 0.0001);
        assertEquals(StrictMath.exp(-0.1), way(meeting("home-router", "hotel"), "port prediction").chance()
                .orElseThrow());
        assertEquals(StrictMath.exp(-0.2), way(meeting("hotel", "hotel"), "port prediction").chance().orElseThrow());
        assertTrue(way(meeting("symmetric", "symmetric"), "birthday").chance().orElseThrow() < 0.001);
        assertEquals("birthday", Explanation.of(meeting).best().name());
    }

    @Test
    void allStrategiesOfSignalledPunchingDoWhatIsSaidOfIt() {
        List<String> wrong = new ArrayList<>();
        for (String strategy : List.of("iroh-1.0", "tailscale", "ice", "rtt-sync")) {
            for (String[] pair : new String[][] {{"home-router", "full-cone"}, {"home-router", "symmetric"},
                {"A/I", "A/A"}, {"symmetric", "address-restricted"}, {"mobile-carrier", "port-restricted"}}) {
                boolean said = meeting(pair[0], pair[1]).punching().outcome() == Outcome.DIRECT;
                if (said != isDirect(pair[0], pair[1], strategy, 12)) {
                    wrong.add(strategy + " between " + pair[0] + " and " + pair[1] + ": said direct is " + said);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void probesOfShortLifeGetDirectInEitherOrderWhereOthersNeedLuck() {
        for (String[] pair : new String[][] {{"home-router", "linux-masquerade"}, {"linux-masquerade", "home-router"},
            {"linux-masquerade", "linux-masquerade"}}) {
            assertEquals(Result.WORKS, way(meeting(pair[0], pair[1]), "probes of short life").result());
            assertTrue(isDirect(pair[0], pair[1], "ttl-limited", 12), pair[0] + " and " + pair[1]);
        }
    }

    @Test
    void guessesThatAreLikelyToBeRightAreRight() {
        assertTrue(isDirect("home-router", "hotel", "port-prediction", 12));
        assertTrue(isDirect("home-router", "symmetric", "birthday", 30));
        assertTrue(!isDirect("symmetric", "symmetric", "birthday", 30));
    }

    @Test
    void nothingHelpsWithoutUdp() {
        Explanation explanation = Explanation.of(new Meeting(side("udp-blocked"), side("none"), Optional.empty(),
                true));
        assertTrue(explanation.ways().stream().allMatch(way -> way.result() == Result.CANNOT));
        assertTrue(explanation.punching().why().startsWith("a has no UDP"), explanation.punching().why());
    }

    @Test
    void whatIsNoNetworkIsRefusedInALine() {
        for (String text : new String[] {"", "+", "home-rooter", "Home", "I/X", "{ mapping: nonsense }", "{", "{}}",
                "{\n}",
            "a+b+c+d+e+f", "none\nnat: symmetric", "x".repeat(2000), "{ ports: sequential, port-block: 3 }", "!!tag",
            "&a b"}) {
            assertTrue(SideReader.read(text) instanceof SideReader.Result.Wrong, text);
        }
    }

    private static void check(Meeting meeting, Optional<Side> shared, List<String> wrong) {
        Outcome said = meeting.punching().outcome();
        Outcome happened = outcome(run(meeting, shared));
        boolean fits = said == Outcome.LUCK ? happened != Outcome.ONE_WAY : said == happened;
        if (!fits) {
            wrong.add(meeting.a().word() + " and " + meeting.b().word() + shared.map(side -> " behind " + side.word())
                    .orElse("")
                    + ": said " + said + ", but " + happened);
        }
    }

    private static boolean isDirect(String a, String b, String strategy, int seconds) {
        String text = MeetingScenario.text(meeting(a, b), Optional.empty(), strategy).replace("8s", seconds + "s");
        return outcome(Runs.seeded(Scenarios.of(text), 3)) == Outcome.DIRECT;
    }

    private static RecordedRun run(Meeting meeting, Optional<Side> shared) {
        return Runs.seeded(Scenarios.of(MeetingScenario.text(meeting, shared, "call-me-maybe")), 3);
    }

    private static Outcome outcome(RecordedRun run) {
        PairRecord pair = run.pairs().getFirst();
        PathKind atA = pair.aToB().paths().items().getLast().kind();
        PathKind atB = pair.bToA().paths().items().getLast().kind();
        if (atA.isDirect() && atB.isDirect()) {
            return Outcome.DIRECT;
        }
        return atA == PathKind.ONE_WAY || atB == PathKind.ONE_WAY ? Outcome.ONE_WAY : Outcome.RELAY;
    }

    private static Way way(Meeting meeting, String name) {
        return Explanation.of(meeting).ways().stream().filter(way -> way.name().equals(name)).findFirst().orElseThrow();
    }

    private static Meeting meeting(String a, String b) {
        return new Meeting(side(a), side(b), Optional.empty(), false);
    }

    private static Side side(String word) {
        return switch (SideReader.read(word)) {
            case SideReader.Result.Read(Side side) -> side;
            case SideReader.Result.Wrong(String why) -> throw new IllegalArgumentException(why);
        };
    }

    private static Side side(Box box) {
        NatBehavior nat = Behaviors.of(box, Ports.RANDOM);
        return new Side(box.toString(), List.of(nat), false);
    }
}
