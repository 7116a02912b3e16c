package dev.magicsock.punch;

import dev.magicsock.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Connectivity checks as in ICE (RFC 8445): candidate pairs in the order of their priorities, a new check every Ta,
 * each repeated as a STUN transaction, peer-reflexive pairs as soon as their checks arrive.
 *
 * <p>A CallMeMaybe carries the candidates, without their types, which are guessed from the addresses; a small Ping is a
 * connectivity check. The triggered check of section 7.3.1.4 is the core's and does not wait for Ta. Nomination
 * (section 8.1.1) is the check of full size that the core makes of every valid pair; when one has passed, all others
 * end. The initiator is controlling, which only breaks ties of priorities here, so a conflict of roles (section
 * 7.3.1.1) needs no remedy.
 */
public record IcePunch() implements PunchStrategy {

    /** Section 14.2: the default of Ta. */
    static final Duration TA = Duration.ofMillis(50);

    @Override
    public String name() {
        return "ice";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new Agent();
    }

    private static final class Agent implements Puncher {

        private final IceChecklist checklist = new IceChecklist();
        private Instant nextCheck;
        private boolean concluded;
        private boolean told;

        @Override
        public void handle(PunchEvent event, PunchView view, PunchActions actions, Instant now) {
            switch (event) {
                case PunchEvent.Wanted _, PunchEvent.RelayConnected _ -> tell(actions);
                case PunchEvent.OwnAddressesChanged _ -> {
                    told = false;
                    tell(actions);
                }
                case PunchEvent.CallMeMaybeReceived called -> {
                    tell(actions);
                    concluded &= !called.isNews();
                }
                case PunchEvent.PingReceived ping -> {
                    checklist.update(view);
                    checklist.onTriggered(ping.path(), now);
                }
                case PunchEvent.PongReceived pong -> {
                    checklist.update(view);
                    checklist.onSucceeded(pong.path());
                }
                case PunchEvent.DirectPathFound _ -> concluded = true;
                case PunchEvent.DirectPathLost _ -> restart(actions);
                case PunchEvent.CandidatesAdded _, PunchEvent.RelayMeasured _, PunchEvent.DeadlineReached _,
                        PunchEvent.OfSocket _ -> {
                    // What is due is looked at below.
                }
            }
            check(view, actions, now);
        }

        private void tell(PunchActions actions) {
            if (!told) {
                told = actions.callMeMaybe();
            }
        }

        /** Section 9: all checks begin anew, and the candidates are told again. */
        private void restart(PunchActions actions) {
            concluded = false;
            checklist.clear();
            told = actions.callMeMaybe();
        }

        /** A new check each Ta; what is repeated goes by its own transaction's clock. */
        private void check(PunchView view, PunchActions actions, Instant now) {
            if (concluded) {
                return;
            }
            checklist.update(view);
            checklist.due(now).forEach(actions::ping);
            if (checklist.hasWaiting() && (nextCheck == null || !now.isBefore(nextCheck))) {
                checklist.begin(now).ifPresent(actions::ping);
                nextCheck = now.plus(TA);
            }
        }

        @Override
        public Optional<Deadline> nextDeadline() {
            return concluded ? Optional.empty() : Instants.earliest("connectivity check", checklist.nextRepetition(),
                    checklist.hasWaiting() ? nextCheck : null);
        }
    }
}
