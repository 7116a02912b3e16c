package dev.magicsock.scenarios.cli;

import dev.magicsock.punch.Strategies;
import java.util.Iterator;

/** What shells complete where a strategy is expected. */
final class StrategyNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Strategies.BUILT_IN.names().iterator();
    }
}
