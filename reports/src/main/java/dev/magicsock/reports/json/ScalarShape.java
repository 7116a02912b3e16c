package dev.magicsock.reports.json;

import dev.magicsock.reports.record.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Shapes of values that are a single token. */
enum ScalarShape implements Shape {

    TEXT {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeString((String) value);
        }

        @Override
        public Object read(JsonParser in) {
            return string(in);
        }
    },

    /** A 64-bit integer. */
    LONG {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeNumber((long) value);
        }

        @Override
        public Object read(JsonParser in) {
            return integer(in);
        }
    },

    /** A 32-bit integer. */
    INT {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeNumber((int) value);
        }

        @Override
        public Object read(JsonParser in) {
            long value = integer(in);
            if (value != (int) value) {
                throw new Unreadable(value + " is out of range");
            }
            return (int) value;
        }
    },

    /** A virtual time, in nanoseconds since the start of the run. */
    INSTANT {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeNumber(Duration.between(Instant.EPOCH, (Instant) value).toNanos());
        }

        @Override
        public Object read(JsonParser in) {
            return Instant.EPOCH.plusNanos(integer(in));
        }
    },

    /** A span of virtual time, in nanoseconds. */
    DURATION {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeNumber(((Duration) value).toNanos());
        }

        @Override
        public Object read(JsonParser in) {
            return Duration.ofNanos(integer(in));
        }
    },

    /** A seed as a decimal string. */
    SEED {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeString(value.toString());
        }

        @Override
        public Object read(JsonParser in) {
            String text = string(in);
            if (!text.matches("-?[0-9]{1,19}")) {
                throw new Unreadable("a seed is a decimal integer in a string");
            }
            try {
                return new Seed(Long.parseLong(text));
            } catch (NumberFormatException _) {
                throw new Unreadable("a seed has 64 bits");
            }
        }
    };

    static String string(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw new Unreadable("a string is expected");
        }
        return in.getString();
    }

    private static long integer(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new Unreadable("an integer is expected");
        }
        return in.getLongValue();
    }

    /** The kebab-case names of an enum's constants. */
    record Names(Object[] constants) implements Shape {

        static String of(Object constant) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeString(of(value));
        }

        @Override
        public Object read(JsonParser in) {
            String text = string(in);
            return Arrays.stream(constants).filter(constant -> of(constant).equals(text)).findFirst()
                    .orElseThrow(() -> new Unreadable("one of these is expected: " + String.join(", ",
                            Arrays.stream(constants).map(Names::of).toList())));
        }
    }
}
