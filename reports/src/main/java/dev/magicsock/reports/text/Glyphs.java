package dev.magicsock.reports.text;

/** Which characters the output may use. */
public enum Glyphs {
    /** Line drawing, arrows and marks from Unicode. */
    UNICODE,
    /** ASCII only; everything else, names included, is escaped. */
    ASCII
}
