package dev.magicsock.relay;

/**
 * Names one attempt to reach the relay, so that what a transport says after it was given up cannot be mistaken for the
 * next one.
 *
 * @param number counts the attempts of one client from 1
 */
public record TransportId(long number) {
}
