package dev.magicsock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The root seeds that a {@link Scenario} runs with, one invocation each; without this it runs with its own seed alone.
 *
 * <p>The configuration parameter {@value #PARAMETER} of the JUnit platform, in the same form, replaces the seeds of all
 * scenarios: {@code -Dmagicsock.seeds=17} repeats one, and {@code -Dmagicsock.seeds=1..10000} looks further at night.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Seeds {

    /** Name of the configuration parameter that replaces the seeds. */
    String PARAMETER = "magicsock.seeds";

    /**
     * Seeds and ranges with both ends included: {@code "1..100"}, {@code "7, 42, 90..99"}, or several such texts. A
     * seed is a 64-bit integer; there may be 100,000 in all, and none twice.
     */
    String[] value();
}
