package dev.magicsock.reports.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A record as an object with one key for each component, in their order. Keys that it does not know are skipped. */
final class RecordShape implements Shape {

    private final Constructor<?> constructor;
    private final List<Field> fields;
    /** Only looked up, never iterated. */
    private final Map<String, Integer> indexOfKey = new HashMap<>();

    RecordShape(Constructor<?> constructor, List<Field> fields) {
        this.constructor = constructor;
        this.fields = List.copyOf(fields);
        for (int i = 0; i < fields.size(); i++) {
            indexOfKey.put(fields.get(i).key(), i);
        }
    }

    List<Field> fields() {
        return fields;
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartObject();
        writeFields(value, out);
        out.writeEndObject();
    }

    /** Writes the keys without the braces. */
    void writeFields(Object value, JsonGenerator out) {
        fields.forEach(field -> field.write(value, out));
    }

    @Override
    public Object read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("an object is expected");
        }
        in.nextToken();
        return readFields(in);
    }

    /** Reads the rest of an object from its next key on. */
    Object readFields(JsonParser in) {
        Object[] values = new Object[fields.size()];
        for (; in.currentToken() == JsonToken.PROPERTY_NAME; in.nextToken()) {
            String key = in.currentName();
            in.nextToken();
            Integer index = indexOfKey.get(key);
            if (index == null) {
                in.skipChildren();
            } else if (values[index] != null) {
                throw new Unreadable("the key \"" + key + "\" occurs twice");
            } else {
                values[index] = fields.get(index).read(in);
            }
        }
        return construct(values);
    }

    Object construct(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = fields.get(i).absent();
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException broken) {
                throw new Unreadable(broken.getMessage());
            }
            throw new IllegalStateException("cannot make " + constructor, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + constructor, e);
        }
    }
}
