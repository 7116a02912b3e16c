/**
 * What a NAT is like, as far as it shows in the ports that others see, and what follows for punching.
 *
 * <p>Owns the classification of one's own NAT from STUN answers and of the remote's from the addresses that it tells,
 * the learning of port steps, the prediction of the next ports among other people's traffic, and the arithmetic of
 * guessing. Refuses to send or to wait: it is told what was seen and when, and answers questions. Terms: RFC 4787
 * sections 4.1 (mapping), 4.2 (port assignment) and 5 (filtering); method: RFC 5780 sections 4.3 and 4.4.
 */
package dev.magicsock.natview;
