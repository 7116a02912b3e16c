package dev.magicsock.bench.quic;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this process and its threads have used up. */
final class Processor {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Processor() {
    }

    /** Processor time of all threads since the start. */
    static long processNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** Bytes that the calling thread has ever allocated. */
    static long bytesAllocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
