package dev.magicsock.punch;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Addresses of the own site first if the remote is there, and no private ones of others before the public ones have had
 * their chance.
 *
 * <p>Behind the same NAT are those that servers see under the same address (RFC 4787 section 6). They are asked at
 * their private addresses first, so nothing has to go out and back; at the public ones, which the NAT has to hairpin,
 * after a head start. Any other remote is asked at its public addresses first, because its private ones are most likely
 * somebody else's here.
 */
public record HairpinLanPunch() implements PunchStrategy {

    /** Several times the round trip of a busy wireless network. */
    private static final Duration HEAD_START = Duration.ofMillis(200);

    @Override
    public String name() {
        return "hairpin-lan";
    }

    @Override
    public Puncher forRemote(RandomGenerator random) {
        return new StaggeredPunch((path, view) ->
                Scopes.isPrivate(path.id().remote().getAddress()) == isSameSite(view), HEAD_START);
    }

    /** Whether one of the remote's public addresses is also ours, or it has none. */
    private static boolean isSameSite(PunchView view) {
        List<InetAddress> ours = view.localCandidates().stream().map(own -> own.address().getAddress())
                .filter(ip -> !Scopes.isPrivate(ip)).toList();
        List<InetAddress> theirs = view.paths().stream().filter(RemotePath::isNamed)
                .map(path -> path.id().remote().getAddress()).filter(ip -> !Scopes.isPrivate(ip)).toList();
        return theirs.isEmpty() || theirs.stream().anyMatch(ours::contains);
    }
}
