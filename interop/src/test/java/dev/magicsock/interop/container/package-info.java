/**
 * iroh's relay server in a container, by Testcontainers.
 *
 * <p>This package owns the container engine of the tests and the image, which holds one static binary and nothing else.
 * Nothing is pulled from anywhere. It refuses to own what is tested: the same tests run against a child process.
 */
package dev.magicsock.interop.container;
