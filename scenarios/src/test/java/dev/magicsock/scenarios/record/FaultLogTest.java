package dev.magicsock.scenarios.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.reports.reason.Cause;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.NetworkSpec;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.verify.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultLogTest {

    private static final LinkTarget HOME = new LinkTarget.OfRouter("home");
    private static final Optional<Duration> TWO_SECONDS = Optional.of(Duration.ofSeconds(2));

    @Test
    void aFaultLastsFromItsStepUntilItsTimeIsUp() {
        FaultLog log = log(step(5, new ScriptAction.LinkDown(HOME, TWO_SECONDS)),
                step(20, new ScriptAction.LinkDown(HOME, TWO_SECONDS)));

        assertEquals(List.of(window(5, 7), window(20, 22)), log.windows("link-down"));
        assertEquals(List.of(), log.windows("link-dead"));
    }

    @Test
    void oneWithoutADurationLastsUntilTheEndAndSoDoesOneThatIsLonger() {
        FaultLog log = log(step(5, new ScriptAction.UdpBlock("home", Optional.empty())),
                step(29, new ScriptAction.Suspend("alice", Duration.ofSeconds(10))));

        assertEquals(List.of(window(5, 30)), log.windows("udp-block"));
        assertEquals(List.of(window(29, 30)), log.windows("suspend"));
    }

    @Test
    void whatHappensAtOnceLastsAnInstant() {
        List<ScriptAction> momentary = List.of(new ScriptAction.InterfaceSwitch("alice", "lte"),
                new ScriptAction.AddressChange(HOME, Optional.empty()), new ScriptAction.NatReboot("home", false),
                new ScriptAction.NatChange("home", NatPreset.HOME_ROUTER.behavior()),
                new ScriptAction.ClockStep("alice", Duration.ofSeconds(40)));
        for (ScriptAction action : momentary) {
            assertEquals(List.of(window(5, 5)), log(step(5, action)).windows(action.keyword()), action.keyword());
        }
    }

    @Test
    void aFaultBehindTheEndNeverLasts() {
        assertEquals(List.of(), log(step(31, new ScriptAction.LinkDown(HOME, TWO_SECONDS))).windows("link-down"));
        assertEquals(List.of(window(30, 30)),
                log(step(30, new ScriptAction.LinkDown(HOME, TWO_SECONDS))).windows("link-down"));
    }

    @Test
    void aLabelNamesItsStepAlone() {
        FaultLog log = log(new ScriptStep(Duration.ofSeconds(5), Optional.of("first"),
                new ScriptAction.LinkDown(HOME, TWO_SECONDS), 1),
                step(20, new ScriptAction.LinkDown(HOME, TWO_SECONDS)));

        assertEquals(List.of(window(5, 7)), log.windows("first"));
        assertEquals(List.of(window(5, 7), window(20, 22)), log.windows("link-down"));
    }

    @Test
    void connectingAndTrafficAreNoFaults() {
        FaultLog log = log(step(5, new ScriptAction.Connect("alice", "bob")),
                step(6, new ScriptAction.Traffic("alice", "bob", Duration.ofMillis(20), 100, true,
                        Duration.ofSeconds(9))));

        assertEquals(List.of(), log.windows("connect"));
        assertEquals(List.of(), log.windows("traffic"));
        assertEquals(Optional.empty(), log.accountableFor(at(5), at(9)));
        assertEquals(List.of(), log.shortlyBefore(at(7)));
    }

    @Test
    void everyOtherActionNamesWhatItIsDoneTo() {
        assertTarget("home", new ScriptAction.LinkDown(HOME, TWO_SECONDS));
        assertTarget("eu",
                new ScriptAction.LinkDead(new LinkTarget.OfRelay("eu"), ScriptAction.Direction.UP, TWO_SECONDS));
        assertTarget("alice", new ScriptAction.ChangeLink(new LinkTarget.OfHost("alice", Optional.of("wifi")),
                LinkSpec.IDEAL, TWO_SECONDS));
        assertTarget("alice", new ScriptAction.InterfaceSwitch("alice", "lte"));
        assertTarget("home", new ScriptAction.AddressChange(HOME, Optional.empty()));
        assertTarget("home", new ScriptAction.NatReboot("home", true));
        assertTarget("home", new ScriptAction.NatChange("home", NatPreset.HOME_ROUTER.behavior()));
        assertTarget("eu", new ScriptAction.RelayStop("eu", TWO_SECONDS));
        assertTarget("eu", new ScriptAction.RelayRestart("eu", Duration.ofSeconds(1), false));
        assertTarget("home to eu", new ScriptAction.Partition("home", "eu", true, TWO_SECONDS));
        assertTarget("home", new ScriptAction.UdpBlock("home", TWO_SECONDS));
        assertTarget("alice and bob", new ScriptAction.BlackholeDirect("alice", "bob", TWO_SECONDS));
        assertTarget("alice", new ScriptAction.ClockStep("alice", Duration.ofSeconds(40)));
        assertTarget("alice", new ScriptAction.ClockSkew("alice", 100));
        assertTarget("alice", new ScriptAction.Suspend("alice", Duration.ofSeconds(2)));
        assertTrue(FaultLog.target(new ScriptAction.Connect("alice", "bob")).isEmpty());
    }

    @Test
    void aFaultIsAccountableForWhatWasUnderWayWhileItLasted() {
        FaultLog log = log(step(5, new ScriptAction.LinkDown(HOME, TWO_SECONDS)));

        assertEquals(Optional.of("link-down"), log.accountableFor(at(4), at(5)));
        assertEquals(Optional.of("link-down"), log.accountableFor(at(7), at(9)));
        assertEquals(Optional.of("link-down"), log.accountableFor(at(1), at(20)));
        assertEquals(Optional.empty(), log.accountableFor(at(3), at(4)));
        assertEquals(Optional.empty(), log.accountableFor(at(8), at(9)));
    }

    @Test
    void reasonsAreTheFaultsOfTheLastSecondsTheLatestFirst() {
        FaultLog log = log(step(5, new ScriptAction.LinkDown(HOME, TWO_SECONDS)),
                step(8, new ScriptAction.NatReboot("home", false)),
                step(25, new ScriptAction.UdpBlock("home", TWO_SECONDS)));

        assertEquals(List.of("nat-reboot", "link-down"), names(log.shortlyBefore(at(9))));
        assertEquals(List.of("link-down"), names(log.shortlyBefore(at(7))));
        assertEquals(List.of("nat-reboot"), names(log.shortlyBefore(at(23))));
        assertFalse(names(log.shortlyBefore(at(24))).contains("udp-block"));
    }

    private static List<String> names(List<Cause> causes) {
        return causes.stream().map(cause -> ((Cause.Faulty) cause).fault()).toList();
    }

    private static void assertTarget(String target, ScriptAction action) {
        assertEquals(Optional.of(target), FaultLog.target(action), action.keyword());
        assertFalse(log(step(5, action)).windows(action.keyword()).isEmpty(), action.keyword());
    }

    private static FaultLog log(ScriptStep... steps) {
        NetworkSpec nothing = new NetworkSpec(List.of(), List.of(), List.of(), List.of());
        return new FaultLog(new Scenario("test", "", 1, Duration.ofSeconds(30), nothing, List.of(),
                Arrays.asList(steps),
                List.of()));
    }

    private static ScriptStep step(long at, ScriptAction action) {
        return new ScriptStep(Duration.ofSeconds(at), Optional.empty(), action, 1);
    }

    private static Window window(long from, long to) {
        return new Window(at(from), at(to));
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
