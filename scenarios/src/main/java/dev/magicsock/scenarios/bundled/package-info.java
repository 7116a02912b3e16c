/**
 * What comes with the laboratory: its scenarios, read from the class path, and its version.
 *
 * <p>It does not read files and does not parse what it finds; the language package does.
 */
package dev.magicsock.scenarios.bundled;
