/**
 * Tests against programs of others, run as child processes: those of the iroh project on the loopback interface, a
 * browser that opens the HTML report, and tshark, which reads captures.
 *
 * <p>This package owns how those programs are got, started, awaited and ended, and what is compared. It refuses to
 * own any rule of the relay: those are in {@code dev.magicsock.relaystub.check}.
 */
package dev.magicsock.interop;
