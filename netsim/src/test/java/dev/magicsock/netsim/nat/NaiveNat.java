package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The oracle: a translator with one external address written for obviousness. Lists, searched from end to end;
 * everything dead is thrown out before every step; ports are tried one by one. Where the behaviour leaves the choice to
 * chance, the oracle is told what the translator under test chose, and judges whether it was allowed to.
 */
final class NaiveNat {

    /** What must come out of a step: an endpoint, or a refusal named by the class of the drop. */
    record Outcome(IpEndpoint endpoint, Class<? extends NatDrop> drop) {

        static Outcome to(IpEndpoint endpoint) {
            return new Outcome(endpoint, null);
        }

        static Outcome refused(Class<? extends NatDrop> drop) {
            return new Outcome(null, drop);
        }

        static Outcome of(Translation actual) {
            return switch (actual) {
                case Translation.Translated(IpEndpoint endpoint) -> to(endpoint);
                case NatDrop drop -> refused(drop.getClass());
            };
        }
    }

    private static final long MEMORY = 600_000_000_000L;

    private static final class Binding {
        IpEndpoint internal;
        IpEndpoint external;
        MappingBehavior mapping;
        FilteringBehavior filtering;
        IpEndpoint madeFor;
        long until;
        long end;
    }

    private static final class Session {
        Binding binding;
        IpEndpoint remote;
        long since;
        boolean replied;
        boolean settled;
        Opening opening;
        long until;
    }

    private static final class Opening {
        Binding binding;
        IpEndpoint remote;
        long until;
    }

    private record Claim(IpEndpoint external, IpEndpoint remote, long until) {
    }

    private final NatBehavior behavior;
    private final IpEndpoint anyExternal;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Binding> dead = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Opening> openings = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final TreeMap<String, Integer> blocks = new TreeMap<>();
    private Integer sequence;
    /** The time of the current step. */
    private long clock;

    NaiveNat(NatBehavior behavior, IpEndpoint anyExternal) {
        this.behavior = behavior;
        this.anyExternal = anyExternal;
    }

    Outcome outbound(IpEndpoint internal, IpEndpoint remote, long now, Outcome actual) {
        bury(now);
        Session session = sessions.stream().filter(s -> s.binding.internal.equals(internal) && s.remote.equals(remote))
                .findFirst().orElse(null);
        if (session == null) {
            if (sessions.size() == behavior.limits().sessions()) {
                return Outcome.refused(NatDrop.TableFull.class);
            }
            Binding binding = bindingFor(internal, remote);
            if (binding == null) {
                Outcome refusal = refusal(internal);
                if (refusal != null) {
                    return refusal;
                }
                Optional<Integer> port = choosePort(internal, remote, actual);
                if (port.isEmpty()) {
                    return Outcome.refused(NatDrop.NoPort.class);
                }
                binding = bind(internal, remote, external(port.get()), now);
            } else if (hasSession(binding.external, remote)) {
                return Outcome.refused(NatDrop.FlowTaken.class);
            }
            session = open(binding, remote, now);
        }
        settle(session);
        refreshOutbound(session, now);
        return Outcome.to(session.binding.external);
    }

    Outcome inbound(IpEndpoint external, IpEndpoint remote, long now) {
        bury(now);
        Session session = sessions.stream().filter(s -> s.binding.external.equals(external) && s.remote.equals(remote))
                .findFirst().orElse(null);
        if (session != null && (opening(session.binding, remote) != null || isOpenToAll(session.binding))) {
            settle(session);
            session.replied = true;
            session.settled |= behavior.udp().settling().isZero();
            refreshInbound(session, now);
            return Outcome.to(session.binding.internal);
        }
        List<Binding> sharers = bindings.stream().filter(b -> b.external.equals(external)).toList().reversed();
        for (Binding binding : sharers) {
            Opening opening = isOpenToAll(binding) ? null : opening(binding, remote);
            if (isOpenToAll(binding) || opening != null) {
                refreshStranger(binding, opening, now);
                return Outcome.to(binding.internal);
            }
        }
        if (behavior.unsolicitedInbound() == UnsolicitedInbound.CLAIMS_FLOW && session == null) {
            claims.removeIf(c -> c.external.equals(external) && c.remote.equals(remote));
            if (claims.size() < behavior.limits().sessions()) {
                claims.add(new Claim(external, remote, now + behavior.udp().unreplied().toNanos()));
            }
        }
        if (!sharers.isEmpty()) {
            return Outcome.refused(NatDrop.Filtered.class);
        }
        boolean remembered = dead.stream().anyMatch(b -> b.external.equals(external));
        return Outcome.refused(remembered ? NatDrop.MappingExpired.class : NatDrop.NoMapping.class);
    }

    private void bury(long now) {
        clock = now;
        sessions.removeIf(s -> s.until <= now);
        openings.removeIf(o -> o.until <= now);
        claims.removeIf(c -> c.until <= now);
        for (Binding binding : List.copyOf(bindings)) {
            if (binding.until <= now) {
                bindings.remove(binding);
                if (bindings.stream().noneMatch(b -> b.external.equals(binding.external) && b.until > now)) {
                    dead.removeIf(d -> d.external.equals(binding.external) && d.until <= binding.until);
                    if (dead.stream().noneMatch(d -> d.external.equals(binding.external))) {
                        dead.add(binding);
                    }
                }
            }
        }
        dead.removeIf(d -> d.until + behavior.portReuseDelay().toNanos() + MEMORY <= now);
        blocks.keySet().removeIf(who -> bindings.stream().noneMatch(b -> b.internal.address().toString().equals(who)));
    }

    private Binding bindingFor(IpEndpoint internal, IpEndpoint remote) {
        return bindings.stream()
                .filter(b -> b.internal.equals(internal) && serves(b.mapping, b.madeFor, remote))
                .min(Comparator.comparing((Binding b) -> b.mapping != behavior.mapping()))
                .orElse(null);
    }

    private static boolean serves(MappingBehavior mapping, IpEndpoint madeFor, IpEndpoint remote) {
        return switch (mapping) {
            case ENDPOINT_INDEPENDENT -> true;
            case ADDRESS_DEPENDENT -> madeFor.address().equals(remote.address());
            case ADDRESS_AND_PORT_DEPENDENT -> madeFor.equals(remote);
        };
    }

    private Outcome refusal(IpEndpoint internal) {
        if (bindings.size() == behavior.limits().mappings()) {
            return Outcome.refused(NatDrop.TableFull.class);
        }
        long own = bindings.stream().filter(b -> b.internal.address().equals(internal.address())).count();
        return own == behavior.limits().mappingsPerSubscriber() ? Outcome.refused(NatDrop.SubscriberLimit.class) : null;
    }

    private Optional<Integer> choosePort(IpEndpoint internal, IpEndpoint remote, Outcome actual) {
        PortRange range = behavior.portRange();
        IntPredicate fits = port -> isFree(port)
                && !isClaimed(port, remote)
                && (!behavior.portParity() || port % 2 == internal.port() % 2);
        Optional<Integer> chosen = Optional.ofNullable(actual.endpoint()).map(IpEndpoint::port);
        Optional<Integer> anyThatFits = range(range.first(), range.last()).filter(fits::test).findFirst()
                .map(first -> chosen.filter(port -> range.contains(port) && fits.test(port)).orElse(first));
        return switch (behavior.ports()) {
            case PortAssignment.Random _ -> anyThatFits;
            case PortAssignment.Preserving(var whenTaken) -> {
                boolean keeps = range.contains(internal.port()) && isFree(internal.port())
                        && !isClaimed(internal.port(), remote);
                yield keeps ? Optional.of(internal.port()) : other(whenTaken, internal, fits, anyThatFits);
            }
            case PortAssignment.PreservingWithOverloading(var whenTaken) -> {
                boolean keeps = range.contains(internal.port()) && !isResting(internal.port())
                        && !hasSession(external(internal.port()), remote) && !isClaimed(internal.port(), remote);
                yield keeps ? Optional.of(internal.port()) : other(whenTaken, internal, fits, anyThatFits);
            }
            case PortAssignment.Sequential(int step) -> {
                Optional<Integer> next = sequence == null ? anyThatFits : goingRoundFrom(sequence, fits);
                next.ifPresent(port -> sequence = range.first() + (port - range.first() + step) % range.size());
                yield next;
            }
            case PortAssignment.Netfilter(var first) -> netfilter(first, internal, remote, chosen);
            case PortAssignment.PerSubscriberBlock(int size) -> fromBlock(internal, size, fits);
        };
    }

    /** Whatever nobody has towards the remote endpoint will do, but a known port comes first. */
    private Optional<Integer> netfilter(PortAssignment.Netfilter.First first, IpEndpoint internal, IpEndpoint remote,
            Optional<Integer> chosen) {
        IntPredicate fits = port -> behavior.portRange().contains(port) && !isClaimed(port, remote)
                && !hasSession(external(port), remote);
        Stream<Integer> known = switch (first) {
            case RANDOM_PORT -> Stream.of();
            case KNOWN_PORT -> Stream.concat(
                    bindings.stream().filter(b -> b.internal.equals(internal)).map(b -> b.external.port())
                            .reduce((_, newest) -> newest).stream(),
                    Stream.of(internal.port()));
        };
        return known.filter(fits::test).findFirst()
                .or(() -> chosen.filter(fits::test))
                .or(() -> range(behavior.portRange().first(), behavior.portRange().last())
                        .filter(fits::test).findFirst());
    }

    private Optional<Integer> other(PortAssignment.WhenTaken whenTaken, IpEndpoint internal, IntPredicate fits,
            Optional<Integer> anyThatFits) {
        return switch (whenTaken) {
            case RANDOM -> anyThatFits;
            case NEXT_HIGHER -> goingRoundFrom(internal.port() + 1, fits);
        };
    }

    private Optional<Integer> goingRoundFrom(int from, IntPredicate fits) {
        PortRange range = behavior.portRange();
        int start = range.contains(from) ? from : range.first();
        return Stream.concat(range(start, range.last()), range(range.first(), start - 1))
                .filter(fits::test).findFirst();
    }

    private Optional<Integer> fromBlock(IpEndpoint internal, int size, IntPredicate fits) {
        String who = internal.address().toString();
        if (!blocks.containsKey(who)) {
            TreeSet<Integer> taken = new TreeSet<>(blocks.values());
            Optional<Integer> lowest = range(0, behavior.portRange().size() / size - 1)
                    .filter(i -> !taken.contains(i)).findFirst();
            if (lowest.isEmpty()) {
                return Optional.empty();
            }
            blocks.put(who, lowest.get());
        }
        int first = behavior.portRange().first() + blocks.get(who) * size;
        return range(first, first + size - 1).filter(fits::test).findFirst();
    }

    private static Stream<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed();
    }

    private boolean isFree(int port) {
        return bindings.stream().noneMatch(b -> b.external.port() == port) && !isResting(port);
    }

    private boolean isResting(int port) {
        long delay = behavior.portReuseDelay().toNanos();
        return dead.stream().anyMatch(d -> d.external.port() == port && d.until + delay > clock);
    }

    private boolean isClaimed(int port, IpEndpoint remote) {
        return claims.stream().anyMatch(c -> c.external.port() == port && c.remote.equals(remote));
    }

    private boolean hasSession(IpEndpoint external, IpEndpoint remote) {
        return sessions.stream().anyMatch(s -> s.binding.external.equals(external) && s.remote.equals(remote));
    }

    private IpEndpoint external(int port) {
        return IpEndpoint.of(anyExternal.address(), port);
    }

    private Binding bind(IpEndpoint internal, IpEndpoint remote, IpEndpoint external, long now) {
        Optional<ConflictBehavior> secondary =
                behavior.underPortConflict().filter(_ -> external.port() != internal.port());
        Binding binding = new Binding();
        binding.internal = internal;
        binding.external = external;
        binding.madeFor = remote;
        binding.mapping = secondary.map(ConflictBehavior::mapping).orElse(behavior.mapping());
        binding.filtering = secondary.map(ConflictBehavior::filtering).orElse(behavior.filtering());
        binding.end = behavior.mappingLifeMax().map(life -> now + life.toNanos()).orElse(Long.MAX_VALUE);
        binding.until = Math.min(binding.end, now + behavior.udp().unreplied().toNanos());
        bindings.add(binding);
        dead.removeIf(d -> d.external.equals(external));
        return binding;
    }

    private Session open(Binding binding, IpEndpoint remote, long now) {
        Session session = new Session();
        session.binding = binding;
        session.remote = remote;
        session.since = now;
        sessions.add(session);
        if (behavior.mappingRefresh() != Refresh.INBOUND) {
            prolong(binding, now + lifetime(session));
        }
        session.until = Math.min(now + lifetime(session), binding.until);
        return session;
    }

    private void settle(Session session) {
        session.settled |= session.replied && clock > session.since + behavior.udp().settling().toNanos();
    }

    private long lifetime(Session session) {
        return (session.settled ? behavior.udp().replied() : behavior.udp().unreplied()).toNanos();
    }

    private static void prolong(Binding binding, long until) {
        binding.until = Math.min(binding.end, Math.max(binding.until, until));
    }

    private void prolong(Session session, long until) {
        prolong(session.binding, until);
        session.until = Math.max(session.until, Math.min(until, session.binding.until));
    }

    private void refreshOutbound(Session session, long now) {
        long until = now + lifetime(session);
        if (behavior.mappingRefresh() != Refresh.INBOUND) {
            prolong(session, until);
        }
        if (isOpenToAll(session.binding)) {
            return;
        }
        Opening opening = opening(session.binding, session.remote);
        boolean opens = opening == null || session.opening != opening;
        if (opening == null) {
            opening = new Opening();
            opening.remote = session.remote;
            opening.binding = session.binding;
            openings.add(opening);
        }
        session.opening = opening;
        if (opens || behavior.filterRefresh() != Refresh.INBOUND) {
            opening.until = Math.max(opening.until, Math.min(until, session.binding.end));
        }
    }

    private void refreshInbound(Session session, long now) {
        long until = now + lifetime(session);
        if (behavior.mappingRefresh() != Refresh.OUTBOUND) {
            prolong(session, until);
        }
        if (behavior.filterRefresh() != Refresh.OUTBOUND && !isOpenToAll(session.binding)) {
            Opening opening = opening(session.binding, session.remote);
            session.opening = opening;
            opening.until = Math.max(opening.until, Math.min(until, session.binding.end));
        }
    }

    private void refreshStranger(Binding binding, Opening opening, long now) {
        long until = now + behavior.udp().unreplied().toNanos();
        if (behavior.mappingRefresh() != Refresh.OUTBOUND) {
            prolong(binding, until);
        }
        if (opening != null && behavior.filterRefresh() != Refresh.OUTBOUND) {
            opening.until = Math.max(opening.until, Math.min(until, binding.end));
        }
    }

    private static boolean isOpenToAll(Binding binding) {
        return binding.filtering == FilteringBehavior.ENDPOINT_INDEPENDENT;
    }

    private Opening opening(Binding binding, IpEndpoint remote) {
        return openings.stream()
                .filter(o -> o.binding.filtering == binding.filtering)
                .filter(o -> behavior.filterScope() == FilterScope.MAPPING
                        ? o.binding == binding
                        : o.binding.internal.equals(binding.internal))
                .filter(o -> o.remote.address().equals(remote.address()))
                .filter(o -> o.binding.filtering == FilteringBehavior.ADDRESS_DEPENDENT || o.remote.equals(remote))
                .findFirst().orElse(null);
    }
}
