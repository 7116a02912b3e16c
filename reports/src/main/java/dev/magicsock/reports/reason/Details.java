package dev.magicsock.reports.reason;

/** Puts optional details into clauses. */
final class Details {

    private Details() {
    }

    static String after(String separator, String detail) {
        return detail.isEmpty() ? "" : separator + detail;
    }
}
