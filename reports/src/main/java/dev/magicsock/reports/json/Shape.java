package dev.magicsock.reports.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** How values of one Java type look in JSON. Immutable. */
interface Shape {

    void write(Object value, JsonGenerator out);

    /**
     * Reads a value whose first token is the parser's current one, and leaves the parser at its last one.
     *
     * @throws Unreadable where it has another shape
     */
    Object read(JsonParser in);
}
