package dev.magicsock.netsim.nat;

/** Whose contacts a filter counts, which differs once an internal endpoint has several mappings. */
public enum FilterScope {

    /** Only what went out through the same mapping; RFC 4787 section 5 describes this one. */
    MAPPING,
    /** Whatever the internal endpoint sent, through any of its mappings. */
    INTERNAL_ENDPOINT;

    /** The word for it in reports and scenario files, such as {@code internal-endpoint}. */
    public String label() {
        return Label.of(this);
    }

    /**
     * The constant with this label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FilterScope parse(String label) {
        return Label.parse(FilterScope.class, "filter scope", label);
    }
}
