package dev.magicsock.portmap;

/** By which a gateway is asked for a mapping. */
public enum MappingProtocol {
    /** Port Control Protocol, RFC 6887. */
    PCP,
    /** NAT Port Mapping Protocol, RFC 6886. */
    NAT_PMP,
    /** UPnP Internet Gateway Device, {@code WANIPConnection} and {@code WANPPPConnection}. */
    UPNP_IGD
}
