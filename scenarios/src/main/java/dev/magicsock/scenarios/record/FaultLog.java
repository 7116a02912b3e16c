package dev.magicsock.scenarios.record;

import dev.magicsock.reports.reason.Cause;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.model.ScriptAction;
import dev.magicsock.scenarios.model.ScriptStep;
import dev.magicsock.scenarios.verify.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the faults of a script last; known before the run, because the script is. */
public final class FaultLog {

    /** A path is given up 15 s after its last answer, so that what began it may be some time ago. */
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(ScriptStep step, String target, Window window) {
    }

    /** The faults of this scenario that begin before its end; one that never ends lasts until then. */
    FaultLog(Scenario scenario) {
        Instant end = Instant.EPOCH.plus(scenario.duration());
        for (ScriptStep step : scenario.script()) {
            Instant from = Instant.EPOCH.plus(step.at());
            Instant to = step.until().map(Instant.EPOCH::plus).orElse(isMomentary(step.action()) ? from : end);
            if (!from.isAfter(end)) {
                target(step.action()).ifPresent(target ->
                        entries.add(new Entry(step, target, new Window(from, to.isAfter(end) ? end : to))));
            }
        }
    }

    /** Whether it is over as soon as it is done. */
    static boolean isMomentary(ScriptAction action) {
        return switch (action) {
            case ScriptAction.InterfaceSwitch _, ScriptAction.AddressChange _, ScriptAction.NatReboot _,
                    ScriptAction.NatChange _, ScriptAction.ClockStep _, ScriptAction.RelayClose _,
                    ScriptAction.RelayWarn _ -> true;
            case ScriptAction.Connect _, ScriptAction.Traffic _, ScriptAction.QuicTraffic _,
                    ScriptAction.LinkDown _, ScriptAction.LinkDead _,
                    ScriptAction.ChangeLink _, ScriptAction.RelayStop _, ScriptAction.RelayRestart _,
                    ScriptAction.RelayDelay _, ScriptAction.RelayDrop _, ScriptAction.RelaySilence _,
                    ScriptAction.RelayHalfOpen _, ScriptAction.RelayDeny _, ScriptAction.Partition _,
                    ScriptAction.UdpBlock _, ScriptAction.BlackholeDirect _, ScriptAction.ClockSkew _,
                    ScriptAction.Suspend _ -> false;
        };
    }

    /** What a fault is done to; empty for what is no fault. */
    static Optional<String> target(ScriptAction action) {
        return switch (action) {
            case ScriptAction.Connect _, ScriptAction.Traffic _, ScriptAction.QuicTraffic _ -> Optional.empty();
            case ScriptAction.LinkDown fault -> Optional.of(fault.target().name());
            case ScriptAction.LinkDead fault -> Optional.of(fault.target().name());
            case ScriptAction.ChangeLink fault -> Optional.of(fault.target().name());
            case ScriptAction.InterfaceSwitch fault -> Optional.of(fault.host());
            case ScriptAction.AddressChange fault -> Optional.of(fault.target().name());
            case ScriptAction.NatReboot fault -> Optional.of(fault.router());
            case ScriptAction.NatChange fault -> Optional.of(fault.router());
            case ScriptAction.RelayStop fault -> Optional.of(fault.relay());
            case ScriptAction.RelayRestart fault -> Optional.of(fault.relay());
            case ScriptAction.RelayTrouble fault -> Optional.of(fault.relay());
            case ScriptAction.Partition fault -> Optional.of(fault.from() + " to " + fault.to());
            case ScriptAction.UdpBlock fault -> Optional.of(fault.router());
            case ScriptAction.BlackholeDirect fault -> Optional.of(fault.a() + " and " + fault.b());
            case ScriptAction.ClockStep fault -> Optional.of(fault.host());
            case ScriptAction.ClockSkew fault -> Optional.of(fault.host());
            case ScriptAction.Suspend fault -> Optional.of(fault.host());
        };
    }

    /** The times during which the faults that an expectation calls by this name last. */
    List<Window> windows(String name) {
        return entries.stream()
                .filter(entry -> isNamed(entry.step, name))
                .map(Entry::window)
                .toList();
    }

    private static boolean isNamed(ScriptStep step, String name) {
        return step.action().keyword().equals(name) || step.label().equals(Optional.of(name));
    }

    /** The fault that accounts for the loss of something that was under way from one instant to another. */
    Optional<String> accountableFor(Instant sent, Instant lost) {
        return entries.stream()
                .filter(entry -> !sent.isAfter(entry.window.to()) && !lost.isBefore(entry.window.from()))
                .map(entry -> entry.step.action().keyword())
                .findFirst();
    }

    /** The faults at work at this instant or shortly before, the latest first. */
    List<Cause> shortlyBefore(Instant at) {
        return entries.reversed().stream()
                .filter(entry -> !entry.window.from().isAfter(at) && !entry.window.to().plus(AFTERMATH).isBefore(at))
                .<Cause>map(entry -> new Cause.Faulty(entry.step.action().keyword(), entry.target, entry.window.from(),
                        entry.window.to()))
                .toList();
    }
}
