package dev.magicsock.junit;

import java.util.List;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One seed of a scenario as an invocation of the test. */
record SeedInvocation(ScenarioSource source, long seed, boolean mustPass) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
        return "seed " + seed;
    }

    /** Called once for an invocation, so what it returns is the invocation's own. */
    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(new SeedRun(this));
    }
}
