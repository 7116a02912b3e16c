package dev.magicsock.interop.container;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.magicsock.interop.RelayHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** Runs iroh's relay server in a container in which there is nothing else. */
final class RelayContainer implements RelayHost {

    private static final String BINARY = "iroh-relay";

    private final Future<String> image;

    /** @param binary static, since the container has no libraries */
    RelayContainer(Path binary) {
        this.image = new ImageFromDockerfile("magicsock/iroh-relay")
                .withFileFromPath(BINARY, binary)
                .withDockerfileFromBuilder(builder -> builder.from("scratch").copy(BINARY, "/" + BINARY)
                        // An array, since a string would be given to a shell.
                        .entryPoint(new String[] {"/" + BINARY}).build());
    }

    @Override
    public Running start(Path folder, List<String> arguments) throws IOException {
        // The engine shares the network namespace of the tests, and so does the container.
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetworkMode("host")
                .withFileSystemBind(folder.toString(), folder.toString(), BindMode.READ_ONLY)
                .withCommand(arguments.toArray(String[]::new))
                .waitingFor(new AwaitedByOthers());
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            throw new IOException("the container does not start", e);
        }
        return new RunningContainer(container);
    }

    private record RunningContainer(GenericContainer<?> container) implements Running {

        @Override
        public boolean isAlive() {
            return container.isRunning();
        }

        @Override
        public String log() {
            return container.getLogs();
        }

        @Override
        public void kill() {
            if (container.getContainerId() == null) {
                return;
            }
            try {
                container.getDockerClient().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
            } catch (ConflictException | NotFoundException e) {
                // It had ended by itself.
            }
            container.stop();
        }
    }
}
