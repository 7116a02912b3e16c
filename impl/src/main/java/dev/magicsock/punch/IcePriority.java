package dev.magicsock.punch;

import dev.magicsock.path.CandidateSource;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Priorities of candidates and pairs (RFC 8445 sections 5.1.2.1, 5.1.2.2 and 6.1.2.3).
 *
 * <p>A CallMeMaybe does not say of what type an address is. A private address is taken for a host candidate; a public
 * one for a server-reflexive candidate if the remote names private ones of the same family too, else for a host
 * candidate.
 */
final class IcePriority {

    /** Section 5.1.2.2. */
    private static final int HOST = 126;
    private static final int PEER_REFLEXIVE = 110;
    private static final int SERVER_REFLEXIVE = 100;

    /** Section 5.1.2.1: 65535 for the only address; RFC 8421 section 4 wants IPv6 before IPv4. */
    private static final int LOCAL_V6 = 65_535;
    private static final int LOCAL_V4 = 65_534;

    private static final int COMPONENT = 1;

    private IcePriority() {
    }

    /** Of one pair among all of the remote's addresses; the local candidate is the socket itself, which is the base. */
    static long ofPair(RemotePath path, List<RemotePath> all, boolean controlling) {
        InetAddress remote = path.id().remote().getAddress();
        long ours = ofCandidate(HOST, remote);
        long theirs = ofCandidate(typeOf(path, all), remote);
        return controlling ? combined(ours, theirs) : combined(theirs, ours);
    }

    /** Section 6.1.2.3, of the candidates of the controlling and the controlled agent. */
    static long combined(long controlling, long controlled) {
        return (Math.min(controlling, controlled) << 32) + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }

    /** Section 5.1.2.1; both addresses of a pair are of one family. */
    static long ofCandidate(int typePreference, InetAddress address) {
        int local = address instanceof Inet6Address ? LOCAL_V6 : LOCAL_V4;
        return ((long) typePreference << 24) + ((long) local << 8) + (256 - COMPONENT);
    }

    static int typeOf(RemotePath path, List<RemotePath> all) {
        if (!path.isNamed() || path.source() == CandidateSource.PUNCH) {
            return PEER_REFLEXIVE;
        }
        InetAddress address = path.id().remote().getAddress();
        boolean hasPrivate = all.stream().filter(RemotePath::isNamed).map(each -> each.id().remote().getAddress())
                .anyMatch(each -> Scopes.isPrivate(each) && each.getClass() == address.getClass());
        return !Scopes.isPrivate(address) && hasPrivate ? SERVER_REFLEXIVE : HOST;
    }
}
