package dev.magicsock.core;

/**
 * The size of every table that others can fill.
 *
 * @param remotes             remotes in all; at the bound the unproven one that was silent for longest goes first, and
 *                            if there is none the newcomer is refused
 * @param strangers           source addresses with a mapped address of their own; unconfirmed ones go first
 * @param candidatesPerRemote addresses of one remote; the least trustworthy untested one goes first
 * @param pendingPings        Pings waiting for an answer; at the bound the oldest counts as unanswered
 * @param sharedSecrets       keys agreed with remotes; the least recently used one is computed anew when needed
 */
public record Bounds(int remotes, int strangers, int candidatesPerRemote, int pendingPings, int sharedSecrets) {

    /**
     * Room for 500 busy remotes and as many again that come and go; 32 addresses are what one CallMeMaybe may name, and
     * 16 Pings may wait per remote.
     */
    public static final Bounds DEFAULT = new Bounds(1024, 256, 32, 16_384, 1024);

    public Bounds {
        requirePositive(remotes, "remotes");
        requirePositive(strangers, "strangers");
        requirePositive(candidatesPerRemote, "candidatesPerRemote");
        requirePositive(pendingPings, "pendingPings");
        requirePositive(sharedSecrets, "sharedSecrets");
    }

    private static void requirePositive(int value, String what) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive, not " + value);
        }
    }
}
