/**
 * Tests against real iroh endpoints: those of the package {@code @number0/iroh} for npm, in processes of their own.
 *
 * <p>This package owns how such endpoints are installed, told what to do and ended, and what our endpoints and they do
 * together, directly and through relays. It refuses to own the network namespace without which a real iroh endpoint
 * would speak to the world: the Java that runs the tests enters it ({@code interop/loopback-only}).
 */
package dev.magicsock.interop.npm;
