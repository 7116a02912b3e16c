/**
 * Watches a run from all sides and writes its record.
 *
 * <p>Owns the join of three views: what the network did to packets, what each MagicSock said, what each application
 * saw. From them come the histories that expectations are judged by, the reason chains of failures, and the
 * {@link dev.magicsock.reports.record.RecordedRun} that reports are made from. Refuses to influence the run.
 */
package dev.magicsock.scenarios.record;
