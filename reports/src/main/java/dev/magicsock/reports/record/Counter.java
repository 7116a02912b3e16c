package dev.magicsock.reports.record;

/**
 * A number at the end of the run, for example how many unknown datagrams a demultiplexer dropped.
 *
 * @param subject whose it is: a host, a relay or a connection
 * @param name    kebab-case
 * @param unit    {@code packets}, {@code bytes}, {@code nanoseconds} and the like
 */
public record Counter(String subject, String name, String unit, long value) {

    public Counter {
        Check.name("subject", subject);
        Check.name("counter name", name);
        Check.name("unit", unit);
    }
}
