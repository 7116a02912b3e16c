package dev.magicsock.punch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Strategies by name. Immutable. */
public final class Strategies {

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

    /** Their names, in the order of the documentation. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The strategy of this name; empty if there is none. */
    public Optional<PunchStrategy> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
