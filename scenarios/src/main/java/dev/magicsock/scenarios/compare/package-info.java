/**
 * Draws the worlds in which strategies are compared, and reads what came of them.
 *
 * <p>A world is drawn from its cell and seed alone: NATs of populations, links, who connects and when. It is written as
 * a scenario, so that whatever was measured can be run again as a file. Refuses to know how results are added up and
 * shown, and runs nothing in parallel.
 */
package dev.magicsock.scenarios.compare;
