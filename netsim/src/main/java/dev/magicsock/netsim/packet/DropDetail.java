package dev.magicsock.netsim.packet;

/** What a reader should know about one drop beyond its reason; turned into words only if somebody asks. */
@FunctionalInterface
public interface DropDetail {

    /** One clause without a full stop, such as {@code address-dependent, no contact with 192.0.2.1}. */
    String describe();
}
