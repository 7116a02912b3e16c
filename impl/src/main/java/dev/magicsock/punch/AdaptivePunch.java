package dev.magicsock.punch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Measures both NATs and does the cheapest thing that can work between them: the checks of {@link IcePunch} first, for
 * they cost least, then foretold ports, then guessed ones; nothing where nothing can work. After some attempts without
 * news it rests.
 *
 * <p>A judgement can be wrong, so each attempt judges anew: an error costs the time until the next attempt.
 *
 * @param misjudged the share of judgements that are turned round, in [0, 1]; 0 but to see what errors cost
 */
public record AdaptivePunch(double misjudged) implements PunchStrategy {

    private static final int ATTEMPTS = 5;
    private static final PunchBudget BUDGET = new PunchBudget(3072, Duration.ofMinutes(1), PunchBudget.SOCKETS_MAX);

    /** Without errors on purpose. */
    public AdaptivePunch() {
        this(0);
    }

    public AdaptivePunch {
        settings(misjudged);
    }

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public PunchBudget budget() {
        return BUDGET;
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new MeasuringPuncher(settings(misjudged), random);
    }

    private static MeasuringSettings settings(double misjudged) {
        return new MeasuringSettings(new IcePunch(), true, true, PortPredictionPunch.DEFAULT_FORETOLD,
                BirthdayPunch.DEFAULT.sockets(), BirthdayPunch.DEFAULT.probes(), ATTEMPTS, true, misjudged);
    }
}
