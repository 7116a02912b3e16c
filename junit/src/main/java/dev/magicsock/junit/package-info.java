/**
 * Scenarios as tests of JUnit 5: {@link dev.magicsock.junit.Scenario} runs one, {@link dev.magicsock.junit.Seeds} runs
 * it with many seeds, one invocation of the test method for each.
 *
 * <p>It finds scenario files, runs them, fails tests and attaches reports. It does not judge runs: expectations are the
 * scenario's.
 */
package dev.magicsock.junit;
