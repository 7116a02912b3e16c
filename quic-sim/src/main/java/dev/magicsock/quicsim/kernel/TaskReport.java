package dev.magicsock.quicsim.kernel;

import java.util.Arrays;
import java.util.List;

/** Says where tasks stand. */
final class TaskReport {

    /** Deep enough to see through kwik's layers. */
    private static final int MAX_FRAMES = 40;

    /** Enough for what wraps what; a chain may be a circle. */
    private static final int MAX_CAUSES = 5;

    private static final List<String> MACHINERY =
            List.of("Kernel.java", "Monitors.java", "VirtualCarrier.java", "PlatformCarrier.java");

    private TaskReport() {
    }

    static String of(String process, long nanos, List<Task> tasks, List<Kernel.UncaughtFailure> failures) {
        StringBuilder text = new StringBuilder("threads of ").append(process).append(" at ").append(nanos)
                .append(" ns:\n");
        tasks.forEach(task -> append(task, text));
        for (Kernel.UncaughtFailure failure : failures) {
            text.append("  ").append(failure.task()).append(" ended with ");
            append(failure.failure(), text);
        }
        return text.toString();
    }

    private static void append(Throwable failure, StringBuilder text) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < MAX_CAUSES; depth++, each = each.getCause()) {
            text.append(depth == 0 ? "" : "  because of ").append(each).append('\n');
            append(each.getStackTrace(), text);
        }
    }

    /** Where those tasks stand that wait, without the machinery. */
    static List<Kernel.Standing> standing(List<Task> tasks) {
        return tasks.stream().filter(task -> task.waitsIn() != null)
                .map(task -> new Kernel.Standing(task.toString(), task.waitsIn().about(),
                        Arrays.stream(task.fiber().stack()).filter(frame -> !isMachinery(frame)).toList()))
                .toList();
    }

    private static void append(Task task, StringBuilder text) {
        text.append("  ").append(task).append(' ').append(task.state());
        if (task.waitsIn() != null) {
            text.append(" for ").append(task.waitsIn().about());
        }
        if (task.blocker() != null) {
            text.append(" held by ").append(task.blocker());
        }
        text.append('\n');
        append(task.fiber().stack(), text);
    }

    private static void append(StackTraceElement[] stack, StringBuilder text) {
        int shown = 0;
        for (StackTraceElement frame : stack) {
            if (!isMachinery(frame) && shown++ < MAX_FRAMES) {
                text.append("    at ").append(frame).append('\n');
            }
        }
    }

    private static boolean isMachinery(StackTraceElement frame) {
        String owner = frame.getClassName();
        return MACHINERY.contains(frame.getFileName()) || owner.startsWith("java.lang.")
                || owner.startsWith("jdk.internal.") || owner.startsWith("java.util.concurrent.locks.");
    }
}
