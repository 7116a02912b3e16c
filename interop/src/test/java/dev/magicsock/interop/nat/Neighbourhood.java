package dev.magicsock.interop.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A few hosts behind the NAT and a few remote ones that only have to do with each other, so that many such sequences of
 * packets run side by side and none has to do with another one.
 */
final class Neighbourhood {

    /** What somebody does. */
    sealed interface Action {

        record Outbound(IpEndpoint from, IpEndpoint to) implements Action {
        }

        record Inbound(IpEndpoint from, IpEndpoint external) implements Action {
        }
    }

    private static final int WELL_KNOWN = 500;
    private static final int PRIVILEGED = 700;

    /** Two hosts that like the same port, one with another one, and ports that netfilter treats in other ways. */
    final List<IpEndpoint> internals;
    /** Two ports of one address, and another address. */
    final List<IpEndpoint> remotes;
    final List<Object> history = new ArrayList<>();
    private final Set<Integer> portsSeen = new LinkedHashSet<>();
    private final List<Action.Inbound> answers = new ArrayList<>();

    Neighbourhood(int number) {
        IpAddress alice = IpAddress.v4(0x0A000001 + number * 256);
        IpAddress bob = alice.plus(1);
        IpAddress server = IpAddress.v4(0xC6120001 + number * 256);
        IpAddress other = server.plus(1);
        int odd = number % 8 == 0 ? WELL_KNOWN : number % 8 == 1 ? PRIVILEGED : 5001;
        internals = List.of(IpEndpoint.of(alice, 5000), IpEndpoint.of(bob, 5000), IpEndpoint.of(alice, odd),
                IpEndpoint.of(bob, odd));
        remotes = List.of(IpEndpoint.of(server, 4000), IpEndpoint.of(server, 4001), IpEndpoint.of(other, 4000));
        internals.forEach(internal -> portsSeen.add(internal.port()));
    }

    /**
     * Something that somebody does next: inwards to a port that somebody has or had, every other time from whom it is
     * for.
     */
    Action draw(RandomGenerator random) {
        IpEndpoint remote = any(remotes, random);
        return switch (random.nextInt(16)) {
            case 0 -> new Action.Outbound(any(internals, random), external(random));
            case 1, 2, 3 -> new Action.Inbound(remote, external(random));
            case 4, 5, 6 -> answers.isEmpty() ? new Action.Inbound(remote, external(random)) : any(answers, random);
            default -> new Action.Outbound(any(internals, random), remote);
        };
    }

    /** The NAT gave away this external endpoint, and a remote one got to know it. */
    void saw(IpEndpoint external, IpEndpoint remote) {
        portsSeen.add(external.port());
        answers.add(new Action.Inbound(remote, external));
    }

    private IpEndpoint external(RandomGenerator random) {
        return IpEndpoint.of(KernelNat.EXTERNAL, any(List.copyOf(portsSeen), random));
    }

    private static <T> T any(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
