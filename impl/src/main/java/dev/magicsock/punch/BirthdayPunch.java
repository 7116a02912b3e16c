package dev.magicsock.punch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Meets unpredictable ports by numbers, beside punching as {@link CallMeMaybePunch} does: the side whose NAT assigns a
 * port per destination opens many, the other one asks at many, both paced. With {@code a} open ports of {@code n} and
 * {@code b} probes it succeeds with a probability of 1 - C(n-a,b)/C(n,b), which {@link dev.magicsock.natview.Birthday}
 * computes.
 *
 * @param sockets ports that the hard side opens, 1 to 256
 * @param probes  ports that the easy side asks at in one attempt, at least 1
 */
public record BirthdayPunch(int sockets, int probes) implements PunchStrategy {

    /** 256 open ports of 64,512 are met by 2048 probes in 99.97 of 100 worlds, in 20 s. */
    public static final BirthdayPunch DEFAULT = new BirthdayPunch(256, 2048);

    private static final int ATTEMPTS = 2;

    public BirthdayPunch {
        settings(sockets, probes);
    }

    @Override
    public String name() {
        return "birthday";
    }

    /** Both parts at once, for a side may be taken for the wrong one at first. */
    @Override
    public PunchBudget budget() {
        return new PunchBudget(sockets + probes, Duration.ofSeconds(25), sockets);
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new MeasuringPuncher(settings(sockets, probes), random);
    }

    private static MeasuringSettings settings(int sockets, int probes) {
        return new MeasuringSettings(new CallMeMaybePunch(), false, true, 1, sockets, probes, ATTEMPTS, false, 0);
    }
}
