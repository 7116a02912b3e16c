package dev.magicsock.junit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives each seed of a {@link Scenario} an invocation of its own. Has no state, so tests may run in parallel. */
final class ScenarioExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), Scenario.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Scenario wanted = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Scenario.class)
                .orElseThrow();
        ScenarioSource source = ScenarioSource.find(wanted.value(), context.getRequiredTestClass());
        return seeds(context, source).stream().map(seed -> new SeedInvocation(source, seed, wanted.mustPass()));
    }

    private static List<Long> seeds(ExtensionContext context, ScenarioSource source) {
        Optional<String> replacement = context.getConfigurationParameter(Seeds.PARAMETER);
        Optional<Seeds> annotation = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Seeds.class);
        try {
            if (replacement.isPresent()) {
                return SeedList.parse(Seeds.PARAMETER, List.of(replacement.get()));
            }
            return annotation.map(given -> SeedList.parse("@Seeds", List.of(given.value())))
                    .orElse(List.of(source.scenario().seed()));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(e.getMessage());
        }
    }
}
