package dev.magicsock.mapped;

import dev.magicsock.identity.EndpointId;
import java.util.Objects;

/**
 * Whom a mapped address stands for.
 *
 * @param <S> how the caller tells strangers apart
 */
public sealed interface MappedTarget<S> {

    /** A remote with a known identity. */
    record Remote<S>(EndpointId id) implements MappedTarget<S> {

        public Remote {
            Objects.requireNonNull(id, "id");
        }
    }

    /** Whoever sends from this source; nothing is known about the identity. */
    record Stranger<S>(S source) implements MappedTarget<S> {

        public Stranger {
            Objects.requireNonNull(source, "source");
        }
    }
}
