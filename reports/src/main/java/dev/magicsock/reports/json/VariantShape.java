package dev.magicsock.reports.json;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A sealed interface of records as an object whose first key, {@code kind}, names the record. */
final class VariantShape implements Shape {

    /** A record that is one of the variants. */
    record Variant(Class<?> type, RecordShape shape) {
    }

    private static final String KIND = "kind";

    private final Map<String, Variant> variants;

    VariantShape(Map<String, Variant> variants) {
        this.variants = new LinkedHashMap<>(variants);
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        variants.forEach((kind, variant) -> {
            if (variant.type().isInstance(value)) {
                out.writeStartObject();
                out.writeName(KIND);
                out.writeString(kind);
                variant.shape().writeFields(value, out);
                out.writeEndObject();
            }
        });
    }

    @Override
    public Object read(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT || !KIND.equals(in.nextName())) {
            throw new Unreadable("an object whose first key is \"" + KIND + "\" is expected");
        }
        in.nextToken();
        Variant variant = variants.get(ScalarShape.string(in));
        if (variant == null) {
            throw new Unreadable("one of these is expected: " + String.join(", ", variants.keySet()));
        }
        if (in.nextToken() != JsonToken.PROPERTY_NAME && in.currentToken() != JsonToken.END_OBJECT) {
            throw new Unreadable("a key is expected");
        }
        return variant.shape().readFields(in);
    }
}
