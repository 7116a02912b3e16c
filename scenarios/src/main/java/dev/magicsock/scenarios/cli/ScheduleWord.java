package dev.magicsock.scenarios.cli;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Schedulers as they are called on the command line. */
final class ScheduleWord implements ITypeConverter<SchedulerKind> {

    static String of(SchedulerKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as they are called. */
    static final class All implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(SchedulerKind.values()).map(ScheduleWord::of).iterator();
        }
    }

    @Override
    public SchedulerKind convert(String text) {
        for (SchedulerKind kind : SchedulerKind.values()) {
            if (of(kind).equals(text)) {
                return kind;
            }
        }
        throw new TypeConversionException("'" + text + "' is none of fifo, random, pct");
    }
}
