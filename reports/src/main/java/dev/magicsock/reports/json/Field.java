package dev.magicsock.reports.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * One component of a record as one key of an object.
 *
 * @param key      the JSON key
 * @param optional whether the component is an {@link Optional}, whose key is absent where it is empty
 * @param shape    of the component, or of what the {@code Optional} holds
 * @param accessor of the component
 */
record Field(String key, boolean optional, Shape shape, Method accessor) {

    Object get(Object owner) {
        try {
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    /** Writes key and value, or nothing where there is no value. */
    void write(Object owner, JsonGenerator out) {
        Object value = get(owner);
        if (optional) {
            value = ((Optional<?>) value).orElse(null);
        }
        if (value != null) {
            out.writeName(key);
            shape.write(value, out);
        }
    }

    Object read(JsonParser in) {
        Object value = shape.read(in);
        return optional ? Optional.of(value) : value;
    }

    Object absent() {
        if (!optional) {
            throw new Unreadable("the key \"" + key + "\" is missing");
        }
        return Optional.empty();
    }
}
