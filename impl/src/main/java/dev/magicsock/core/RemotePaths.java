package dev.magicsock.core;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.path.AddressBook;
import dev.magicsock.path.Candidate;
import dev.magicsock.path.CandidateSource;
import dev.magicsock.path.DirectPath;
import dev.magicsock.path.PathId;
import dev.magicsock.path.PathState;
import dev.magicsock.path.SocketId;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The addresses of one remote and the direct paths to them, one per socket that can reach an address. */
final class RemotePaths {

    private final EndpointId remote;
    private final Context context;
    private final AddressPolicy policy;
    private final AddressBook book;
    private List<DirectPath> all = List.of();

    RemotePaths(EndpointId remote, Context context, AddressPolicy policy) {
        this.remote = remote;
        this.context = context;
        this.policy = policy;
        this.book = new AddressBook(context.config().bounds().candidatesPerRemote());
    }

    /** All paths, those of the oldest address first. A snapshot: changes make a new list. */
    List<DirectPath> all() {
        return all;
    }

    Collection<Candidate> candidates() {
        return book.candidates();
    }

    /** Takes addresses that somebody names; unusable ones are left out. Returns whether one of them is new. */
    boolean learn(List<InetSocketAddress> addresses, CandidateSource source, Instant now) {
        boolean news = false;
        for (InetSocketAddress address : addresses) {
            boolean accepted = source == CandidateSource.GIVEN
                    ? policy.accepts(address) : policy.acceptsSuggested(address);
            news |= accepted && learn(address, source, now);
        }
        return news;
    }

    private boolean learn(InetSocketAddress address, CandidateSource source, Instant now) {
        AddressBook.Learned learned = book.learn(address, source, now);
        if (!learned.isNew()) {
            return false;
        }
        learned.candidate().ifPresent(candidate -> addPaths(candidate, context.sockets().all()));
        all = book.paths();
        return true;
    }

    /** The path from a socket to an address that something just came from; null if it is not to be used. */
    DirectPath pathTo(PathId.Direct id, CandidateSource source, Instant now) {
        learn(List.of(id.remote()), source, now);
        DirectPath path = find(id);
        return path != null || !context.extraSockets().isFor(id.socket(), remote) ? path : addExtra(id);
    }

    /** A socket that was opened for this remote has paths only where something happened. */
    private DirectPath addExtra(PathId.Direct id) {
        Candidate candidate = book.find(id.remote());
        if (candidate == null) {
            return null;
        }
        DirectPath path = addPath(candidate, id);
        all = book.paths();
        return path;
    }

    /** Whether something may be sent from this socket to this address, which need not be among the candidates. */
    boolean mayBeAsked(PathId.Direct id) {
        Sockets.Socket socket = context.sockets().find(id.socket());
        return socket != null && socket.local().carries(id.remote().getAddress())
                && policy.acceptsSuggested(id.remote());
    }

    /**
     * The path that something was asked by and answered, which may have been no candidate until now; null if it is not
     * to be used.
     */
    DirectPath answeredAt(PathId.Direct id, Instant now) {
        DirectPath known = find(id);
        return known != null ? known : pathTo(id, CandidateSource.OBSERVED, now);
    }

    /** The path with this name; null if there is none. */
    DirectPath find(PathId.Direct id) {
        Candidate candidate = book.find(id.remote());
        return candidate == null ? null : candidate.pathFrom(id.socket());
    }

    /** The sockets are others now: paths from sockets that are gone end, and new sockets get paths. */
    void onSocketsChanged(Set<SocketId> gone) {
        for (Candidate candidate : book.candidates()) {
            candidate.paths().removeIf(path -> gone.contains(path.id().socket()));
            addPaths(candidate, context.sockets().all());
        }
        all = book.paths();
    }

    /** The paths from a socket that is closed end. Returns whether there were some. */
    boolean forgetFrom(SocketId socket) {
        boolean some = false;
        for (Candidate candidate : book.candidates()) {
            some |= candidate.paths().removeIf(path -> path.id().socket().equals(socket));
        }
        if (some) {
            all = book.paths();
        }
        return some;
    }

    private void addPaths(Candidate candidate, List<LocalSocket> sockets) {
        for (LocalSocket socket : sockets) {
            if (socket.carries(candidate.address().getAddress()) && candidate.pathFrom(socket.id()) == null) {
                addPath(candidate, new PathId.Direct(socket.id(), candidate.address()));
            }
        }
    }

    private DirectPath addPath(Candidate candidate, PathId.Direct id) {
        DirectPath path = new DirectPath(id, context.config().timing());
        candidate.paths().add(path);
        context.reporter().report(new Observation.PathDiscovered(remote, id, candidate.source()));
        return path;
    }

    /** Whether the remote answers at one of the paths from this socket. */
    boolean isAnsweredAt(SocketId socket) {
        for (DirectPath path : all) {
            boolean answers = path.state() == PathState.VALIDATED || path.state() == PathState.REACHABLE;
            if (answers && path.id().socket().equals(socket)) {
                return true;
            }
        }
        return false;
    }

    /** When something is due on one of the paths; null if nothing is. */
    Instant nextDeadline() {
        Instant next = null;
        for (DirectPath path : all) {
            Instant at = path.nextDeadline();
            next = at != null && (next == null || at.isBefore(next)) ? at : next;
        }
        return next;
    }

    /** Whether a full datagram is proven to pass on at least one path. */
    boolean hasValidated() {
        for (DirectPath path : all) {
            if (path.state() == PathState.VALIDATED) {
                return true;
            }
        }
        return false;
    }
}
