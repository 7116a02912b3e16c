package dev.magicsock.reports.json;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A record of integers as an array of its components: for records that come by the thousand. */
record RowShape(RecordShape row) implements Shape {

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartArray();
        row.fields().forEach(field -> field.shape().write(field.get(value), out));
        out.writeEndArray();
    }

    @Override
    public Object read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new Unreadable("an array is expected");
        }
        List<Field> fields = row.fields();
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            in.nextToken();
            values[i] = fields.get(i).shape().read(in);
        }
        if (in.nextToken() != JsonToken.END_ARRAY) {
            throw new Unreadable(values.length + " elements are expected");
        }
        return row.construct(values);
    }
}
