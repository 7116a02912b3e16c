package dev.magicsock.reports.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A list as an array. */
record ListShape(Shape element) implements Shape {

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartArray();
        ((List<?>) value).forEach(item -> element.write(item, out));
        out.writeEndArray();
    }

    @Override
    public Object read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new Unreadable("an array is expected");
        }
        List<Object> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(element.read(in));
        }
        return items;
    }
}
