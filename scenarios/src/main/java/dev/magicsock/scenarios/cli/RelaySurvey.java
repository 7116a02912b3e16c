package dev.magicsock.scenarios.cli;

import dev.magicsock.dial.DialSettings;
import dev.magicsock.dial.Dialer;
import dev.magicsock.dial.HttpExchange;
import dev.magicsock.dial.ServerAddress;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.netreport.CaptivePortal;
import dev.magicsock.netreport.RelayProbes;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Portal;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Relay;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks relays for signs of life over HTTP, as an endpoint does, and times them. */
final class RelaySurvey {

    /** The best of so many: the first answer of a machine that has to wake up says little. */
    private static final int ROUNDS = 3;
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final HttpExchange exchange;

    RelaySurvey(DialSettings settings) {
        this.exchange = new HttpExchange(new Dialer(settings));
    }

    Relay measure(RelayUrl relay) throws InterruptedException {
        Optional<Duration> best = Optional.empty();
        Optional<String> problem = Optional.empty();
        for (int i = 0; i < ROUNDS && problem.isEmpty(); i++) {
            try {
                HttpExchange.Answer answer = exchange.head(ServerAddress.of(relay), RelayProbes.ping(relay), AT_MOST);
                problem = RelayProbes.problemOfPing(answer.response());
                if (problem.isEmpty() && best.filter(known -> known.compareTo(answer.roundTrip()) < 0).isEmpty()) {
                    best = Optional.of(answer.roundTrip());
                }
            } catch (IOException e) {
                problem = Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            }
        }
        return new Relay(relay.toString(), best, best.isPresent() ? Optional.empty() : problem);
    }

    /** Looks for somebody who answers in the place of this relay. */
    Portal portal(RelayUrl relay) throws InterruptedException {
        try {
            ServerAddress server = new ServerAddress(relay.host(), RelayProbes.portalPort(relay), false);
            CaptivePortal found = RelayProbes.judge(relay,
                    exchange.head(server, RelayProbes.generate204(relay), AT_MOST).response());
            return found == CaptivePortal.PRESENT ? Portal.PRESENT : Portal.ABSENT;
        } catch (IOException e) {
            return Portal.UNKNOWN;
        }
    }
}
