/**
 * Running a scenario: from the checked model to a recorded run.
 *
 * <p>Owns what a run is asked for and what it answers. It refuses to read files, to print anything and to look at the
 * wall clock.
 */
package dev.magicsock.scenarios.run;
