package dev.magicsock.path;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An address at which a remote may be reached, and the paths to it, one per local socket that can. Not thread-safe. */
public final class Candidate {

    private final InetSocketAddress address;
    private final List<DirectPath> paths = new ArrayList<>(2);
    private CandidateSource source;
    private boolean named;
    private Instant mentioned;

    Candidate(InetSocketAddress address, CandidateSource source, Instant now) {
        this.address = address;
        this.source = source;
        mention(source, now);
    }

    /** The address. */
    public InetSocketAddress address() {
        return address;
    }

    /** The most trustworthy of those that named it. */
    public CandidateSource source() {
        return source;
    }

    /**
     * Whether the user, discovery or the remote itself has named it; else it is only where packets seemed to come from.
     */
    public boolean isNamed() {
        return named;
    }

    /** Its paths, in the order of the sockets. The list may be changed by the owner of the book alone. */
    public List<DirectPath> paths() {
        return paths;
    }

    /** The path from one socket; null if there is none. */
    public DirectPath pathFrom(SocketId socket) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).id().socket().equals(socket)) {
                return paths.get(i);
            }
        }
        return null;
    }

    Instant mentioned() {
        return mentioned;
    }

    boolean isProven() {
        for (DirectPath path : paths) {
            if (path.state() == PathState.VALIDATED || path.state() == PathState.REACHABLE) {
                return true;
            }
        }
        return false;
    }

    void mention(CandidateSource by, Instant now) {
        mentioned = now;
        named |= by == CandidateSource.GIVEN || by == CandidateSource.CALL_ME_MAYBE;
        if (by.compareTo(source) < 0) {
            source = by;
        }
    }
}
