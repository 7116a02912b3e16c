package dev.magicsock.netsim.nat;

/**
 * How a preserving translator treats a mapping that could not have the internal port: the secondary behaviour that
 * makes a translator non-deterministic in the sense of RFC 4787 section 8.
 *
 * @param mapping   mapping behaviour of such mappings
 * @param filtering filtering behaviour of such mappings
 */
public record ConflictBehavior(MappingBehavior mapping, FilteringBehavior filtering) {
}
