package dev.magicsock.mapped;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every remote and every stranger an IPv6 address of its own, and knows them again by it. Not thread-safe.
 *
 * <pre>
 * fd6d:6167:6963 | 0000 known remote, 0001 stranger | running number 64
 * </pre>
 *
 * <p>Numbers are never used twice, so no two parties share an address, and an address that was taken away stands for
 * nobody from then on. The prefix spells "magic"; it only has to differ from the networks of the machine.
 *
 * <p>Strangers are bounded: at the bound the unconfirmed one unheard of for longest loses its address, and only if
 * there is none, the confirmed one unheard of for longest. A flood of new sources costs one confirmed stranger at most.
 * Remotes are as many as the caller keeps, which ends with {@link #forget}.
 *
 * @param <S> how the caller tells strangers apart; a value with equality, such as a socket and a source address
 */
public final class MappedAddresses<S> {

    /** The port of every mapped address: any would do, and one that is always the same is easy to recognise. */
    public static final int PORT = 12345;

    /** Aliases kept per remote; one dials in from new sources only as often as its NAT forgets it. */
    public static final int MAX_ALIASES = 4;

    private static final long PREFIX = 0xfd6d_6167_6963_0000L;
    private static final long REMOTES = 0;
    private static final long STRANGERS = 1;

    private final int maxStrangers;
    private final Map<EndpointId, InetSocketAddress> remotes = new LinkedHashMap<>();
    private final Map<EndpointId, List<InetSocketAddress>> aliases = new LinkedHashMap<>();
    private final LinkedHashMap<S, InetSocketAddress> unconfirmed = new LinkedHashMap<>(16, 0.75f, true);
    private final LinkedHashMap<S, InetSocketAddress> confirmed = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<InetSocketAddress, MappedTarget<S>> targets = new LinkedHashMap<>();
    private long lastNumber;

    /**
     * An empty table.
     *
     * @param maxStrangers how many strangers have an address at the same time, at least 1
     */
    public MappedAddresses(int maxStrangers) {
        if (maxStrangers < 1) {
            throw new IllegalArgumentException("at least one stranger must fit, not " + maxStrangers);
        }
        this.maxStrangers = maxStrangers;
    }

    /** True for every address that this class could ever make; one that comes from the network is forged. */
    public static boolean isMapped(InetAddress address) {
        return address instanceof Inet6Address
                && ByteBuffer.wrap(address.getAddress()).getLong() >>> 16 == PREFIX >>> 16;
    }

    /** The address of a remote; the same one until the remote is forgotten. */
    public InetSocketAddress ofRemote(EndpointId id) {
        InetSocketAddress known = remotes.get(id);
        if (known != null) {
            return known;
        }
        InetSocketAddress fresh = nextAddress(REMOTES);
        remotes.put(id, fresh);
        targets.put(fresh, new MappedTarget.Remote<>(id));
        return fresh;
    }

    /** The address of a stranger; the same one until the stranger is adopted, or loses it at the bound. */
    public InetSocketAddress ofStranger(S source) {
        InetSocketAddress known = unconfirmed.get(source);
        known = known != null ? known : confirmed.get(source);
        if (known != null) {
            return known;
        }
        if (unconfirmed.size() + confirmed.size() == maxStrangers) {
            evictOne(unconfirmed.isEmpty() ? confirmed : unconfirmed);
        }
        InetSocketAddress fresh = nextAddress(STRANGERS);
        unconfirmed.put(source, fresh);
        targets.put(fresh, new MappedTarget.Stranger<>(source));
        return fresh;
    }

    private void evictOne(LinkedHashMap<S, InetSocketAddress> strangers) {
        targets.remove(strangers.pollFirstEntry().getValue());
    }

    /** The application answered this stranger, so its address is worth keeping. Unknown sources are ignored. */
    public void confirm(S source) {
        InetSocketAddress address = unconfirmed.remove(source);
        if (address != null) {
            confirmed.put(source, address);
        }
    }

    /** Whether the application has answered this stranger. */
    public boolean isConfirmed(S source) {
        return confirmed.containsKey(source);
    }

    /**
     * The stranger turned out to be this remote: its address becomes an alias of the remote, so that connections made
     * under it go on. Of more than {@value #MAX_ALIASES} aliases the oldest one ends.
     *
     * @return the alias; empty if the source has no address
     */
    public Optional<InetSocketAddress> adopt(S source, EndpointId id) {
        InetSocketAddress early = unconfirmed.remove(source);
        InetSocketAddress alias = early != null ? early : confirmed.remove(source);
        if (alias == null) {
            return Optional.empty();
        }
        List<InetSocketAddress> ofRemote = aliases.computeIfAbsent(id, key -> new ArrayList<>(MAX_ALIASES));
        if (ofRemote.size() == MAX_ALIASES) {
            targets.remove(ofRemote.removeFirst());
        }
        ofRemote.add(alias);
        targets.put(alias, new MappedTarget.Remote<>(id));
        return Optional.of(alias);
    }

    /** The aliases of a remote, oldest first. */
    public List<InetSocketAddress> aliases(EndpointId id) {
        return List.copyOf(aliases.getOrDefault(id, List.of()));
    }

    /** The last connection under this alias ended. Addresses that are no alias are ignored. */
    public void releaseAlias(InetSocketAddress alias) {
        if (targets.get(alias) instanceof MappedTarget.Remote<S>(EndpointId id) && aliases.containsKey(id)
                && aliases.get(id).remove(alias)) {
            targets.remove(alias);
        }
    }

    /** Takes address and aliases of a remote away. */
    public void forget(EndpointId id) {
        InetSocketAddress address = remotes.remove(id);
        if (address != null) {
            targets.remove(address);
        }
        List<InetSocketAddress> ofRemote = aliases.remove(id);
        if (ofRemote != null) {
            ofRemote.forEach(targets::remove);
        }
    }

    /** Whom the address stands for; empty if for nobody (any more). */
    public Optional<MappedTarget<S>> target(InetSocketAddress mapped) {
        return Optional.ofNullable(targets.get(mapped));
    }

    private InetSocketAddress nextAddress(long subnet) {
        byte[] bytes = ByteBuffer.allocate(SocketAddresses.ADDRESS_BYTES)
                .putLong(PREFIX | subnet)
                .putLong(++lastNumber)
                .array();
        return new InetSocketAddress(SocketAddresses.ofBytes(bytes), PORT);
    }
}
