/**
 * Asks the gateway of a network to let packets from outside in: PCP (RFC 6887), NAT-PMP (RFC 6886) and the port
 * mappings of UPnP Internet Gateway Devices (WANIPConnection:1 and :2).
 *
 * <p>This package owns the codecs of the three and the state machine that tries one after the other, renews what it
 * got, and notices when the gateway lost it, began anew, refuses, or is behind another translator itself. It speaks to
 * the gateway that it was given and to nobody else: even the search of UPnP goes to that one address, and a description
 * or control address elsewhere is refused. XML is read by a reader of its own that knows neither entities nor document
 * types. The package refuses to own sockets, which protocols may be used, and what becomes of a mapping.
 */
package dev.magicsock.portmap;
