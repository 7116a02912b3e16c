package dev.magicsock.scenarios.run;

import dev.magicsock.relaystub.fault.Clients;
import dev.magicsock.relaystub.fault.RelayFault;
import dev.magicsock.relaystub.server.RelayWarning;
import dev.magicsock.scenarios.host.RelayAct;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.record.Cast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the script does to one relay, besides stopping it, as acts at instants. */
final class RelayScript {

    private final Cast cast;
    private final List<RelayAct.Timed> acts = new ArrayList<>();

    private RelayScript(Cast cast) {
        this.cast = cast;
    }

    /** In order of time; what ends at an instant does so before what begins then. */
    static List<RelayAct.Timed> of(Scenario scenario, String relay, Cast cast) {
        RelayScript script = new RelayScript(cast);
        for (ScriptStep step : scenario.script()) {
            if (step.action() instanceof ScriptAction.RelayTrouble trouble && trouble.relay().equals(relay)) {
                script.add(trouble, step);
            }
        }
        return script.acts.stream()
                .sorted(Comparator.comparing(RelayAct.Timed::at)
                        .thenComparing(timed -> !(timed.act() instanceof RelayAct.End)))
                .toList();
    }

    private void add(ScriptAction.RelayTrouble trouble, ScriptStep step) {
        switch (trouble) {
            case ScriptAction.RelayDelay(var _, var endpoints, var direction, var by, var _) ->
                during(step, new RelayFault.Delay(clients(endpoints), way(direction), by));
            case ScriptAction.RelayDrop(var _, var endpoints, var direction, double ratio, var _) ->
                during(step, new RelayFault.Drop(clients(endpoints), way(direction), ratio));
            case ScriptAction.RelaySilence(var _, var endpoints, var direction, var _) ->
                during(step, new RelayFault.Silence(clients(endpoints), way(direction)));
            case ScriptAction.RelayHalfOpen _ -> during(step, new RelayFault.HalfOpen());
            case ScriptAction.RelayDeny(var _, var endpoints, var _) ->
                during(step, new RelayFault.Deny(clients(endpoints)));
            case ScriptAction.RelayClose(var _, var endpoints) ->
                once(step, new RelayAct.Disconnect(clients(endpoints)));
            case ScriptAction.RelayWarn(var _, var endpoints, int status, String text) ->
                once(step, new RelayAct.Warn(clients(endpoints), new RelayWarning(status, text)));
        }
    }

    private void during(ScriptStep step, RelayFault fault) {
        once(step, new RelayAct.Begin(fault));
        step.until().ifPresent(until ->
                acts.add(new RelayAct.Timed(Instant.EPOCH.plus(until), new RelayAct.End(fault))));
    }

    private void once(ScriptStep step, RelayAct act) {
        acts.add(new RelayAct.Timed(Instant.EPOCH.plus(step.at()), act));
    }

    private Clients clients(List<String> endpoints) {
        return new Clients(endpoints.stream().map(cast::id).toList());
    }

    private static dev.magicsock.relaystub.fault.Direction way(ScriptAction.Direction direction) {
        return switch (direction) {
            case UP -> dev.magicsock.relaystub.fault.Direction.FROM_CLIENTS;
            case DOWN -> dev.magicsock.relaystub.fault.Direction.TO_CLIENTS;
            case BOTH -> dev.magicsock.relaystub.fault.Direction.BOTH;
        };
    }
}
