package dev.magicsock.punch;

import java.util.List;

/**
 * How a jar brings strategies of one's own: a public class with a public constructor without parameters, named in
 * {@code META-INF/services/dev.magicsock.punch.PunchStrategyProvider} ({@link java.util.ServiceLoader}).
 *
 * <p>Runs stay repeatable only if the strategies keep to what {@link Puncher} says: time and random numbers are given,
 * nothing is shared between punchers, and no order of hashes decides anything. Several runs may go on at the same time
 * in different threads, each with punchers of its own.
 */
public interface PunchStrategyProvider {

    /** The strategies; their names begin with {@value Strategies#OWN_PREFIX}, so that none is ever taken. */
    List<PunchStrategy> strategies();
}
