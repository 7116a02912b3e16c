/**
 * What an endpoint leaves in a recording of JDK Flight Recorder.
 *
 * <p>Owns the events (named {@code dev.magicsock.*}) and when they are written. Refuses to own what happens: it is told
 * by {@link dev.magicsock.endpoint} and {@link dev.magicsock.socket}'s observations. Without a recording nothing is
 * written or formatted. The names of events and fields are stable; docs/MONITORING.md lists them.
 */
package dev.magicsock.flight;
