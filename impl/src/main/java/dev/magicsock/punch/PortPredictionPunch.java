package dev.magicsock.punch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Foretells the ports of NATs that assign them in sequence, beside punching as {@link CallMeMaybePunch} does. (RFC 5128
 * section 3.4, "UDP port number prediction"; two sequences at once by baby steps and giant steps.)
 *
 * @param foretold how many foretold ports are tried where both NATs are sequential, 1 to 9
 */
public record PortPredictionPunch(int foretold) implements PunchStrategy {

    /** As many as are told, so that some mappings of others on both sides do no harm. */
    public static final int DEFAULT_FORETOLD = 9;

    private static final int ATTEMPTS = 6;
    private static final PunchBudget BUDGET = new PunchBudget(400, Duration.ofMinutes(1), 2);

    public PortPredictionPunch {
        settings(foretold);
    }

    @Override
    public String name() {
        return "port-prediction";
    }

    @Override
    public PunchBudget budget() {
        return BUDGET;
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new MeasuringPuncher(settings(foretold), random);
    }

    private static MeasuringSettings settings(int foretold) {
        return new MeasuringSettings(new CallMeMaybePunch(), true, false, foretold, 1, 1, ATTEMPTS, false, 0);
    }
}
