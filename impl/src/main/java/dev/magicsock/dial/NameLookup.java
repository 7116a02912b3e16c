package dev.magicsock.dial;

import dev.magicsock.address.SocketAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves host names with a bound on the time. The system's resolver cannot be interrupted, so each lookup has a
 * daemon thread of its own, which is left behind until the resolver gives up.
 */
final class NameLookup {

    /** As long as iroh waits (relay protocol section 3.1). */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final NameResolver resolver;

    NameLookup(NameResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * The addresses of a host, at least one, in the resolver's order; a literal address, in brackets if it is IPv6, is
     * not looked up.
     */
    List<InetAddress> resolve(String host) throws IOException, InterruptedException {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        Optional<InetAddress> literal =
                SocketAddresses.parseAddress(bracketed ? host.substring(1, host.length() - 1) : host);
        return literal.isPresent() ? List.of(literal.get()) : lookUp(host);
    }

    private List<InetAddress> lookUp(String name) throws IOException, InterruptedException {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("magicsock-lookup").start(() -> {
            try {
                answer.complete(List.copyOf(resolver.resolve(name)));
            } catch (UnknownHostException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            List<InetAddress> found = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (found.isEmpty()) {
                throw new UnknownHostException(name + ": no addresses");
            }
            return found;
        } catch (TimeoutException e) {
            throw new UnknownHostException(name + ": no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new UnknownHostException(name + ": not found");
        }
    }
}
