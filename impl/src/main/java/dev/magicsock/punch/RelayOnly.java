package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** No direct paths at all: for hiding addresses, and for measuring what the relay alone gives. */
public record RelayOnly() implements PunchStrategy {

    @Override
    public String name() {
        return "relay-only";
    }

    @Override
    public boolean usesDirectPaths() {
        return false;
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Idle();
    }

    private static final class Idle implements Puncher {

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            // There is nothing to punch for.
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return Optional.empty();
        }
    }
}
