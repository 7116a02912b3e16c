package dev.magicsock.punch;

/**
 * What a {@link MeasuringPuncher} may do.
 *
 * @param plain     how everything begins: punching by what both sides tell
 * @param predicts  whether ports are foretold
 * @param guesses   whether ports are opened and guessed by the hundred
 * @param foretold  how many foretold ports are tried where both sides foretell, 1 to 9
 * @param sockets   ports that the hard side opens, 1 to {@value PunchBudget#SOCKETS_MAX}
 * @param probes    ports that the easy side asks at, at least 1
 * @param attempts  attempts without news, 1 to 8
 * @param rests     whether plain punching ends with the last attempt as well
 * @param misjudged the share of judgements that are turned round, in [0, 1]: to see what errors of measurement cost
 */
record MeasuringSettings(PunchStrategy plain, boolean predicts, boolean guesses, int foretold, int sockets, int probes,
        int attempts, boolean rests, double misjudged) {

    MeasuringSettings {
        require(foretold >= 1 && foretold <= 9, "1 to 9 foretold ports, not " + foretold);
        require(sockets >= 1 && sockets <= PunchBudget.SOCKETS_MAX, "1 to 256 sockets, not " + sockets);
        require(probes >= 1, "at least one probe, not " + probes);
        require(attempts >= 1 && attempts <= 8, "1 to 8 attempts, not " + attempts);
        require(misjudged >= 0 && misjudged <= 1, "a share from 0 to 1, not " + misjudged);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }
}
