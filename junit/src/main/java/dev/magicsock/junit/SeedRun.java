package dev.magicsock.junit;

import dev.magicsock.reports.record.Determinism;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunIdentity;
import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.text.ShellWord;
import dev.magicsock.scenarios.bundled.LaboratoryVersion;
import dev.magicsock.scenarios.model.Scenario;
import dev.magicsock.scenarios.run.ProgressListener;
import dev.magicsock.scenarios.run.RunRequest;
import dev.magicsock.scenarios.run.SimulationRunner;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;

/**
 * Runs the scenario of one invocation, hands its result to the method, and attaches the report where something fails.
 */
final class SeedRun implements BeforeTestExecutionCallback, AfterTestExecutionCallback, ParameterResolver {

    private final SeedInvocation invocation;
    private ScenarioResult result;

    SeedRun(SeedInvocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        RunRequest request = new RunRequest(invocation.source().scenario(), identity(context), true);
        result = new ScenarioResult(new SimulationRunner().run(request, ProgressListener.NONE));
        if (invocation.mustPass() && !result.passed()) {
            Path page = new Attachments(result.run()).publish(context);
            throw new BrokenExpectations(result.verdict() + "Report " + page + "\nIn this test " + inThisTest(context));
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        boolean methodFailed = context.getExecutionException()
                .filter(failure -> !(failure instanceof BrokenExpectations)).isPresent();
        if (result != null && methodFailed) {
            new Attachments(result.run()).publish(context);
        }
        result = null;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return parameter.getDeclaringExecutable().equals(context.getTestMethod().orElse(null))
                && (type == ScenarioResult.class || type == RecordedRun.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RecordedRun.class ? result.run() : result;
    }

    private RunIdentity identity(ExtensionContext context) {
        Scenario scenario = invocation.source().scenario();
        Seed seed = new Seed(invocation.seed());
        String replay = invocation.source().command()
                .map(file -> "./run-scenario " + ShellWord.quoted(file) + " --seed " + seed)
                .orElseGet(() -> inThisTest(context));
        return new RunIdentity(scenario.name(), scenario.about(), invocation.source().name(), seed,
                LaboratoryVersion.number(), replay, Determinism.EXACT);
    }

    /** As Maven and Gradle select tests and pass properties on. */
    private String inThisTest(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        return "-Dtest=" + context.getRequiredTestClass().getSimpleName() + "#" + method.getName() + " -D"
                + Seeds.PARAMETER + "=" + invocation.seed();
    }

    /** The run fails, not the method; its report is attached already. */
    private static final class BrokenExpectations extends AssertionFailedError {

        private static final long serialVersionUID = 1;

        BrokenExpectations(String message) {
            super(message);
        }
    }
}
