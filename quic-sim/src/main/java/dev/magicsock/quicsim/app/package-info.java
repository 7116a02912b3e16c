/**
 * The application that simulated processes run over QUIC. It is compiled like any program and then woven; what runs is
 * the woven form, under another name.
 *
 * <p>Owns a server that returns what it gets and a client that does jobs with it. Refuses to know that it is simulated:
 * it uses threads, latches and streams as a program would.
 */
package dev.magicsock.quicsim.app;
