package dev.magicsock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a method a test that runs a scenario on the simulated network, once for each seed of its {@link Seeds}.
 *
 * <p>A seed whose run does not keep all expectations of the scenario fails with the verdict and the command that
 * repeats it, and the method is not called; its report is attached as a page and as a document (format
 * {@code magicsock-run/1}). Otherwise the method is called and may check more. It may take a {@link ScenarioResult} or
 * a {@link dev.magicsock.reports.record.RecordedRun}. Where it fails, the report is attached too.
 *
 * <p>Invocations share nothing and may run in parallel.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ScenarioExtension.class)
public @interface Scenario {

    /**
     * Which one: a resource of the class path, first beside the test class and then from the root; or else a file, from
     * the working directory; or else the name of a bundled scenario.
     */
    String value();

    /** Whether a run that does not keep the expectations fails the test. Where not, the method judges the result. */
    boolean mustPass() default true;
}
