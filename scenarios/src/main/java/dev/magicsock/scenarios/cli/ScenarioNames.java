package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.bundled.BundledScenarios;
import java.util.Iterator;

/** What shells complete where a scenario is expected, besides files. */
final class ScenarioNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return BundledScenarios.names().iterator();
    }
}
