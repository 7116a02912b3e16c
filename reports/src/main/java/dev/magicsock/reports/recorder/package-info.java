/**
 * Writes a {@link dev.magicsock.reports.record.RecordedRun} while the run goes on.
 *
 * <p>Whoever drives a run tells a {@link dev.magicsock.reports.recorder.RunRecorder} what it sees, in the order of
 * virtual time, and takes the finished record at the end. This package owns the bounds of a record: every table here
 * has a limit from {@link dev.magicsock.reports.recorder.RecordLimits}, and what falls beyond it is merged or counted,
 * never silently lost. It refuses to know what a datagram, a path check or a NAT is, and it never asks a clock.
 */
package dev.magicsock.reports.recorder;
