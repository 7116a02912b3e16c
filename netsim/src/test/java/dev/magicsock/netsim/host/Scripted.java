package dev.magicsock.netsim.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program for tests that does what a function says, and remembers all events with the time it saw. */
final class Scripted implements Program {

    private final Reaction reaction;
    private final List<Seen> seen = new ArrayList<>();
    private Optional<Instant> deadline = Optional.empty();

    Scripted(Reaction reaction) {
        this.reaction = reaction;
    }

    @Override
    public void handle(HostEvent event, Host host, Instant now) {
        seen.add(new Seen(event, now));
        reaction.react(event, host, now, this);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return deadline;
    }

    void wakeAt(Instant at) {
        deadline = Optional.of(at);
    }

    void wakeNever() {
        deadline = Optional.empty();
    }

    List<Seen> seen() {
        return seen;
    }

    /** When events of a kind came. */
    List<Instant> times(Class<? extends HostEvent> kind) {
        return seen.stream().filter(each -> kind.isInstance(each.event)).map(Seen::at).toList();
    }

    interface Reaction {
        void react(HostEvent event, Host host, Instant now, Scripted self);
    }

    record Seen(HostEvent event, Instant at) {
    }
}
