/**
 * The JSON form of a recorded run, {@code magicsock-run/1}: one document, written as a stream and read back.
 *
 * <p>Keys are the names of the record components in {@link dev.magicsock.reports.record}, in their order; instants and
 * durations are integers of nanoseconds under a key that ends in {@code Nanos}; enum constants are kebab-case. Equal
 * records give equal bytes: ASCII, two spaces of indentation, line feeds (RFC 8259). The published schema is the
 * resource {@code magicsock-run-1.schema.json} of this package; a test keeps it equal to the records.
 *
 * <p>This package owns the mapping and the versions of the format. It refuses to hold a document in memory as a tree,
 * to guess at other versions, and to open files.
 */
package dev.magicsock.reports.json;
