package dev.magicsock.natview;

import java.util.Objects;

/** What is believed of one NAT, or of several in a row, which look like one from outside. */
public record NatClass(MappingView mapping, FilteringView filtering, PortAllocation ports) {

    /** Nothing was seen yet. */
    public static final NatClass UNKNOWN =
            new NatClass(MappingView.UNKNOWN, FilteringView.UNKNOWN, new PortAllocation.Unknown());

    public NatClass {
        Objects.requireNonNull(mapping, "mapping");
        Objects.requireNonNull(filtering, "filtering");
        Objects.requireNonNull(ports, "ports");
    }
}
