package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.at;
import static dev.magicsock.scenarios.run.Scripts.lasting;
import static dev.magicsock.scenarios.run.Scripts.step;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.fault.Direction;
import dev.magicsock.relaystub.fault.RelayFault;
import dev.magicsock.relaystub.server.RelayWarning;
import dev.magicsock.scenarios.host.RelayAct;
import dev.magicsock.scenarios.host.RelayProgram;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.record.Cast;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayScriptTest {

    private static final EndpointId ALICE = SecretKey.of(new byte[SecretKey.BYTES]).id();
    private static final Cast CAST = new Cast(Map.of("alice", ALICE));

    @Test
    void aFaultThatLastsBeginsAndEnds() {
        RelayFault silence = new RelayFault.Silence(new Clients(List.of(ALICE)), Direction.FROM_CLIENTS);
        assertEquals(List.of(new RelayAct.Timed(at(5), new RelayAct.Begin(silence)),
                new RelayAct.Timed(at(8), new RelayAct.End(silence))),
                acts(step(5, new ScriptAction.RelaySilence("eu", List.of("alice"), ScriptAction.Direction.UP,
                        lasting(3)))));
    }

    @Test
    void whatEndsAtAnInstantDoesSoBeforeWhatBeginsThen() {
        RelayFault halfOpen = new RelayFault.HalfOpen();
        RelayFault deny = new RelayFault.Deny(Clients.ALL);
        assertEquals(List.of(new RelayAct.Timed(at(5), new RelayAct.Begin(deny)),
                new RelayAct.Timed(at(8), new RelayAct.End(deny)),
                new RelayAct.Timed(at(8), new RelayAct.Begin(halfOpen))),
                acts(step(5, new ScriptAction.RelayDeny("eu", List.of(), lasting(3))),
                        step(8, new ScriptAction.RelayHalfOpen("eu", Optional.empty()))));
    }

    @Test
    void whatHasNoDurationHappensOnce() {
        assertEquals(List.of(
                new RelayAct.Timed(at(5), new RelayAct.Warn(Clients.ALL, new RelayWarning(99, "tired"))),
                new RelayAct.Timed(at(6), new RelayAct.Disconnect(Clients.ALL))),
                acts(step(5, new ScriptAction.RelayWarn("eu", List.of(), 99, "tired")),
                        step(6, new ScriptAction.RelayClose("eu", List.of()))));
    }

    @Test
    void anAnnouncedRestartIsAnOutageThatIsAnnounced() {
        assertEquals(List.of(new RelayProgram.Outage(at(5), Optional.of(at(6)), true)), ScriptDirector.outages(
                Scripts.of(step(5, new ScriptAction.RelayRestart("eu", Scripts.seconds(1), true))), "eu"));
    }

    @Test
    void otherRelaysAreNotConcerned() {
        assertEquals(List.of(), acts(step(5, new ScriptAction.RelayClose("us", List.of()))));
    }

    private static List<RelayAct.Timed> acts(ScriptStep... steps) {
        return RelayScript.of(Scripts.of(steps), "eu", CAST);
    }
}
