/**
 * The laboratory's NATs against those of others, and its clients against the servers of others.
 *
 * <p>This package owns network namespaces with a kernel's NAT in them (nftables masquerade), a copy of that NAT out of
 * {@code netsim}, and the comparison of the two packet by packet: translations and drops where the kernel is
 * deterministic, the distribution where it draws. It refuses to own the models, which are corrected where the kernel
 * differs. Nothing leaves the namespaces, which end with the tests.
 */
package dev.magicsock.interop.nat;
