package dev.magicsock.punch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Strategies by name. Immutable. */
public final class Strategies {

    /** How names begin that nothing built in will ever have. */
    public static final String OWN_PREFIX = "x-";

    private static final Pattern OWN_NAME = Pattern.compile(OWN_PREFIX + "[a-z0-9][a-z0-9.-]{0,29}");

    /** All that come with the MagicSock. */
    public static final Strategies BUILT_IN = new Strategies(List.of(
            new RelayOnly(),
            new PeriodicPunch(PeriodicPunch.DEFAULT_INTERVAL),
            new CallMeMaybePunch(),
            new IrohPunch(),
            new TailscalePunch(),
            new RttSyncPunch(),
            new Ipv6FirstPunch(),
            new HairpinLanPunch(),
            new IcePunch(),
            new TtlLimitedPunch(),
            new PortPredictionPunch(PortPredictionPunch.DEFAULT_FORETOLD),
            BirthdayPunch.DEFAULT,
            new AdaptivePunch()));

    private final Map<String, PunchStrategy> byName = new LinkedHashMap<>();

    private Strategies(List<PunchStrategy> strategies) {
        strategies.forEach(strategy -> byName.put(strategy.name(), strategy));
    }

    /**
     * These and more.
     *
     * @throws IllegalArgumentException if a name does not begin with {@value #OWN_PREFIX}, has other characters than
     *                                  lower-case letters, digits, dots and hyphens, is longer than 32, or is taken
     */
    public Strategies with(List<PunchStrategy> own) {
        Strategies all = new Strategies(List.copyOf(byName.values()));
        for (PunchStrategy strategy : own) {
            String name = strategy.name();
            if (name == null || !OWN_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a strategy is called '" + name + "'; expected a name such as "
                        + OWN_PREFIX + "mine: lower-case letters, digits, dots and hyphens, 32 at most");
            }
            if (all.byName.putIfAbsent(name, strategy) != null) {
                throw new IllegalArgumentException("two strategies are called '" + name + "'");
            }
        }
        return all;
    }

    /** Their names, in the order of the documentation. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The strategy of this name; empty if there is none. */
    public Optional<PunchStrategy> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
