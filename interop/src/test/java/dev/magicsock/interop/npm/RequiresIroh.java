package dev.magicsock.interop.npm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests that start real iroh endpoints: they need the package, and a network with nothing but a loopback interface,
 * because such an endpoint speaks to whatever network it finds. Without either they are skipped with one line; where
 * the environment variable {@code CI} is set, they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(IrohRequirement.class)
@interface RequiresIroh {
}
