package dev.magicsock.reports.record;

/** How exactly a run can be repeated from its seed. */
public enum Determinism {
    /** The core and the simulator alone: every repetition is equal to the byte. */
    EXACT("exact: core and simulator"),
    /** A foreign stack was woven into virtual time: exact for one version of everything. */
    EXACT_FOR_THESE_VERSIONS("exact for these versions: foreign stack in virtual time"),
    /** Real sockets took part: repetitions are alike in kind only. */
    IN_KIND("not deterministic: real sockets");

    private final String words;

    Determinism(String words) {
        this.words = words;
    }

    /** What a report says about it; ASCII. */
    public String words() {
        return words;
    }
}
