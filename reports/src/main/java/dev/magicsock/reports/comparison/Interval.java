package dev.magicsock.reports.comparison;

/** A range that covers the true value with the stated confidence. */
record Interval(double low, double high) {
}
