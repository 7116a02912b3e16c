package dev.magicsock.portmap;

import dev.magicsock.http.HttpResponse;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One protocol's way to a mapping and to its renewal, without a schedule. */
sealed interface MappingMethod permits PcpMethod, NatPmpMethod, IgdMethod {

    /** What came of an answer. */
    sealed interface Outcome {

        /** It was none of ours. */
        record Ignored() implements Outcome {
        }

        /** A step forward; these are sent next. */
        record GoesOn(List<PortMapperOutput> outputs) implements Outcome {
        }

        /** @param restarted whether the gateway began anew since the answer before */
        record Granted(InetSocketAddress external, Duration lifetime, boolean restarted) implements Outcome {
        }

        record Refused(String why) implements Outcome {
        }
    }

    /** Asks for a mapping, or asks again because nobody answered, or renews what was granted. */
    List<PortMapperOutput> ask(Optional<InetSocketAddress> present);

    Outcome onDatagram(InetSocketAddress source, ByteBuffer datagram, Instant now);

    /** @param response empty if there was none */
    Outcome onHttpAnswer(long number, Optional<HttpResponse> response);

    /** Gives a mapping back; nobody waits for an answer. */
    List<PortMapperOutput> release(InetSocketAddress external);
}
