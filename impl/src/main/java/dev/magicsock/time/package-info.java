/**
 * The one word about time that every sans-IO state machine here shares: when it wants to be called again, and why.
 *
 * <p>This package refuses to own a clock or a timer: {@code now} is always an argument.
 */
package dev.magicsock.time;
