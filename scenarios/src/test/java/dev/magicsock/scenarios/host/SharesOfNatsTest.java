package dev.magicsock.scenarios.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.punch.CallMeMaybePunch;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Among port-restricted NATs of which a share s is symmetric, plain punching connects (1 - s)^2 of the pairs: nobody
 * guesses, so both have to be of the easy kind. {@code -Dmagicsock.proofs.shareWorlds=N} draws N pairs for each share.
 */
class SharesOfNatsTest {

    private static final int WORLDS = Integer.getInteger("magicsock.proofs.shareWorlds", 40);
    private static final NatBehavior EASY = NatPreset.PORT_RESTRICTED.behavior();
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

    @Test
    void plainPunchingConnectsTheSquareOfTheEasyShare() {
        for (double share : new double[] {0.1, 0.35}) {
            double expected = (1 - share) * (1 - share);
            SplittableRandom random = new SplittableRandom(1);
            int direct = 0;
            for (int seed = 1; seed <= WORLDS; seed++) {
                NatBehavior a = draw(share, random);
                NatBehavior b = draw(share, random);
                boolean isDirect = PunchWorld.of(seed, a, b, new CallMeMaybePunch()).run(LONG_ENOUGH).isPresent();
                assertEquals(a.equals(EASY) && b.equals(EASY), isDirect, a + " and " + b);
                direct += isDirect ? 1 : 0;
            }
            double error = Math.sqrt(expected * (1 - expected) / WORLDS);
            assertEquals(expected, direct / (double) WORLDS, 3 * error, direct + " of " + WORLDS);
        }
    }

    private static NatBehavior draw(double share, SplittableRandom random) {
        boolean symmetric = random.nextDouble() < share;
        return symmetric ? NatPreset.SYMMETRIC.behavior() : EASY;
    }
}
