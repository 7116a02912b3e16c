package dev.magicsock.reports.json;

import dev.magicsock.reports.record.Seed;
import dev.magicsock.reports.record.Series;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives shapes from the record headers, so that the format is written down in one place only.
 *
 * <p>The language specification fixes the order of record components, and with it the order of the keys.
 */
final class Shapes {

    private Shapes() {
    }

    /** The shape of a record without type parameters. */
    static RecordShape ofRecord(Class<?> type) {
        return recordShape(type, Map.of());
    }

    /** How a component's key is spelled: times and spans say their unit. */
    static String keyOf(String component, Type type) {
        Type held = isOptional(type) ? argument(type, 0) : type;
        return held == Instant.class || held == Duration.class ? component + "Nanos" : component;
    }

    private static RecordShape recordShape(Class<?> type, Map<String, Type> bindings) {
        RecordComponent[] components = type.getRecordComponents();
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : components) {
            Type declared = component.getGenericType();
            boolean optional = isOptional(declared);
            Shape shape = shape(optional ? argument(declared, 0) : declared, bindings);
            fields.add(new Field(keyOf(component.getName(), declared), optional, shape, component.getAccessor()));
        }
        Class<?>[] parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new RecordShape(type.getDeclaredConstructor(parameters), fields);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Shape shape(Type type, Map<String, Type> bindings) {
        return switch (type) {
            case TypeVariable<?> variable -> shape(bindings.get(variable.getName()), bindings);
            case ParameterizedType list when list.getRawType() == List.class ->
                    new ListShape(shape(argument(list, 0), bindings));
            case ParameterizedType generic -> {
                Class<?> raw = (Class<?>) generic.getRawType();
                yield recordShape(raw, Map.of(raw.getTypeParameters()[0].getName(), argument(generic, 0)));
            }
            case Class<?> plain -> plainShape(plain);
            default -> throw new IllegalStateException("no shape for " + type);
        };
    }

    private static Shape plainShape(Class<?> type) {
        if (type == String.class) {
            return ScalarShape.TEXT;
        }
        if (type == long.class) {
            return ScalarShape.LONG;
        }
        if (type == int.class) {
            return ScalarShape.INT;
        }
        if (type == Instant.class) {
            return ScalarShape.INSTANT;
        }
        if (type == Duration.class) {
            return ScalarShape.DURATION;
        }
        if (type == Seed.class) {
            return ScalarShape.SEED;
        }
        if (type.isEnum()) {
            return new ScalarShape.Names(type.getEnumConstants());
        }
        if (type.isSealed()) {
            return variantShape(type);
        }
        RecordShape shape = recordShape(type, Map.of());
        return type == Series.Bucket.class ? new RowShape(shape) : shape;
    }

    private static VariantShape variantShape(Class<?> type) {
        Map<String, VariantShape.Variant> variants = new LinkedHashMap<>();
        for (Class<?> variant : type.getPermittedSubclasses()) {
            variants.put(kebabCase(variant.getSimpleName()),
                    new VariantShape.Variant(variant, recordShape(variant, Map.of())));
        }
        return new VariantShape(variants);
    }

    /** {@code UnderWay} as {@code under-way}. */
    static String kebabCase(String typeName) {
        StringBuilder text = new StringBuilder();
        typeName.chars().forEach(c -> {
            if (Character.isUpperCase(c)) {
                text.append(text.isEmpty() ? "" : "-").appendCodePoint(Character.toLowerCase(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    private static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
