package dev.magicsock.scenarios.cli;

import dev.magicsock.quicsim.schedule.SchedulerKind;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Schedulers as they are called on the command line. */
final class ScheduleWord implements ITypeConverter<SchedulerKind> {

    static String of(SchedulerKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
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
