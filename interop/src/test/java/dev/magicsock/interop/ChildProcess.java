package dev.magicsock.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs iroh's relay server as a child process. */
final class ChildProcess implements RelayHost {

    @Override
    public Running start(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.irohRelay().toString()));
        command.addAll(arguments);
        Path log = Files.createTempFile(folder, "iroh-relay", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        return new RunningProcess(process, log);
    }

    private record RunningProcess(Process process, Path output) implements Running {

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public String log() throws IOException {
            return Files.readString(output);
        }

        @Override
        public void kill() {
            process.destroyForcibly().onExit().join();
        }
    }
}
