package dev.magicsock.endpoint;

import dev.magicsock.discovery.Discovery;
import dev.magicsock.discovery.EndpointInfo;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every discovery service of an endpoint at once (path management section 8): the first address suffices to begin
 * with, later ones are added. Thread-safe.
 */
final class Finding implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MagicSock.class);

    private final String own;
    private final List<Discovery> services;
    private final Consumer<EndpointAddr> found;

    /** @param found told all addresses that any service knows */
    Finding(EndpointId own, List<Discovery> services, Consumer<EndpointAddr> found) {
        this.own = own.toShortString();
        this.services = List.copyOf(services);
        this.found = found;
    }

    boolean isEmpty() {
        return services.isEmpty();
    }

    /** Lets all services tell others where this endpoint is. */
    void publish(EndpointAddr address) {
        services.forEach(service -> service.publish(EndpointInfo.of(address)));
    }

    /** Begins to ask; completes with whether anybody knows an address, as soon as that is certain. */
    CompletableFuture<Boolean> ask(EndpointId remote) {
        CompletableFuture<Boolean> known = new CompletableFuture<>();
        AtomicInteger silent = new AtomicInteger(services.size());
        for (Discovery service : services) {
            Thread.ofVirtual().name("discovery-" + remote.toShortString()).start(() -> {
                if (isFound(service, remote)) {
                    known.complete(true);
                }
                if (silent.decrementAndGet() == 0) {
                    known.complete(false);
                }
            });
        }
        return known;
    }

    private boolean isFound(Discovery service, EndpointId remote) {
        try {
            EndpointAddr address = service.resolve(remote).map(EndpointInfo::address)
                    .filter(it -> it.id().equals(remote)).orElse(EndpointAddr.of(remote));
            if (address.relayUrls().isEmpty() && address.directAddresses().isEmpty()) {
                return false;
            }
            found.accept(address);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.info("{}: cannot find {}: {}", own, remote.toShortString(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /**
     * Waits until an address is known.
     *
     * @throws IOException if nobody knows one, or that is not certain in time
     */
    static void await(CompletableFuture<Boolean> known, EndpointId remote, Duration patience)
            throws IOException, InterruptedException {
        try {
            if (known.get(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (TimeoutException late) {
            // The same for the caller.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        throw new IOException("no address of " + remote.toShortString() + " is known or can be found");
    }

    @Override
    public void close() {
        services.forEach(Discovery::close);
    }
}
