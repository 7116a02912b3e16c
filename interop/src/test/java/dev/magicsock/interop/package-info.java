/**
 * Tests against programs of the iroh project, run as child processes on the loopback interface.
 *
 * <p>This package owns how those programs are built, started, awaited and ended, and what is compared. It refuses to
 * own any rule: those are in {@code dev.magicsock.relaystub.check}.
 */
package dev.magicsock.interop;
