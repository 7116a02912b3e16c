/**
 * Our relay against iroh's, as processes of their own under one driver.
 *
 * <p>This package owns the clients that put load on a relay (without a thread each), the reading of what a relay's
 * process costs, and the tables. It refuses to judge: it prints medians of interleaved rounds. The wire format is that
 * of relay protocol sections 3 to 6.
 */
package dev.magicsock.bench.relay;
