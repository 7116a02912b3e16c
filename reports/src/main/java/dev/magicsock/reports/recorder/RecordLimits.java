package dev.magicsock.reports.recorder;

/**
 * How much of a run is kept.
 *
 * @param events        events; the first and the last half of this many stay
 * @param paths         path intervals of each direction of each pair; the first and the last half stay
 * @param natMappings   NAT mappings; the first and the last half stay
 * @param journeys      packet journeys; the first and the last half stay
 * @param buckets       buckets of a series; beyond them, neighbours are merged
 * @param series        series; further ones are counted only
 * @param groups        drop groups, and loss groups of each direction; further ones share one group
 * @param examples      examples of each drop group; the first ones stay
 */
public record RecordLimits(int events, int paths, int natMappings, int journeys, int buckets, int series, int groups,
                           int examples) {

    public RecordLimits {
        if (events < 2 || paths < 2 || natMappings < 2 || journeys < 2 || buckets < 2) {
            throw new IllegalArgumentException("lists that keep two ends, and series, need room for two");
        }
        if (series < 0 || groups < 1 || examples < 0) {
            throw new IllegalArgumentException("series " + series + ", groups " + groups + ", examples " + examples);
        }
    }

    /**
     * Limits under which an hour with a hundred pairs stays within some tens of megabytes of memory; a plot on a wide
     * screen has about as many pixels as a series has buckets.
     */
    public static RecordLimits standard() {
        return new RecordLimits(10_000, 1_000, 10_000, 2_000, 1_024, 4_096, 1_024, 5);
    }
}
