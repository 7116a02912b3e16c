package dev.magicsock.interop.nat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network namespace that a thread of this process lives in. Programs that it starts live in there too, and sockets
 * that it opens belong there, whoever uses them. The namespace ends with the thread, its sockets and its programs.
 */
final class NetworkNamespace implements AutoCloseable {

    /** {@code CLONE_NEWNET} of {@code linux/sched.h}. */
    private static final int NEW_NETWORK = 0x40000000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "network namespace");
        made.setDaemon(true);
        return made;
    });
    private final String taskId;

    /** @throws IOException if this process may not make namespaces */
    NetworkNamespace() throws IOException {
        taskId = call(() -> {
            enter();
            return Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
        });
        run("ip", "link", "set", "lo", "up");
    }

    @SuppressWarnings("restricted")
    private static void enter() throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle unshare = linker.downcallHandle(linker.defaultLookup().findOrThrow("unshare"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int result;
        try {
            result = (int) unshare.invokeExact(NEW_NETWORK);
        } catch (Throwable e) {
            throw new IOException("unshare cannot be called", e);
        }
        if (result != 0) {
            throw new IOException("this process may not make network namespaces");
        }
    }

    /** By which {@code ip link set ... netns} knows the namespace. */
    String taskId() {
        return taskId;
    }

    /** Does something inside. */
    <T> T call(Callable<T> task) throws IOException {
        try {
            return thread.submit(task).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Runs a program inside to its end; what it prints. */
    String run(String... command) throws IOException {
        return call(() -> {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + exit + ": " + output);
            }
            return output;
        });
    }

    /** Starts a program inside that goes on; it is for the caller to end. */
    Process start(Path log, List<String> command) throws IOException {
        return call(() -> new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    /** Sets a parameter of the kernel that belongs to the namespace, such as {@code net/ipv4/ip_forward}. */
    void set(String parameter, int value) throws IOException {
        call(() -> Files.writeString(Path.of("/proc/sys", parameter), Integer.toString(value)));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
