/**
 * Decides which expectations of a scenario hold, from what was seen during the run.
 *
 * <p>Owns the history of a pair (paths and datagrams of both directions) and the meaning of every claim over time.
 * Refuses to drive a run or to look into a MagicSock: it reads what others noted. The words of an outcome are made
 * here, their layout is the business of {@code reports}.
 */
package dev.magicsock.scenarios.verify;
