/**
 * The place in which kwik looks for who writes its qlog, by name.
 *
 * <p>Owns one class, which passes events on. Refuses to write anything: nothing of kwik's own qlog is here.
 */
package tech.kwik.qlog;
