/**
 * What clocks, random generators and the rest of the machine become in woven code.
 *
 * <p>Owns virtual stand-ins for everything that differs from run to run and does not wait. Refuses names that would
 * have to be looked up, and sockets of the system.
 */
package dev.magicsock.quicsim.ambient;
