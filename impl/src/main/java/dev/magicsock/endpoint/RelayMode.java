package dev.magicsock.endpoint;

import dev.magicsock.identity.RelayUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which relays an endpoint uses to be found at; as iroh has it. Immutable. */
public sealed interface RelayMode {

    /**
     * The public relays of the iroh project, as iroh 1.0 uses them by default (endpoint protocol section 11). They are
     * somebody else's: limited in rate, and told who connects to whom.
     */
    List<RelayUrl> IROH_PUBLIC_RELAYS = List.of(
            RelayUrl.parse("https://use1-1.relay.n0.iroh.link."),
            RelayUrl.parse("https://usw1-1.relay.n0.iroh.link."),
            RelayUrl.parse("https://euc1-1.relay.n0.iroh.link."),
            RelayUrl.parse("https://aps1-1.relay.n0.iroh.link."));

    /** The relays among which the home relay is chosen. */
    List<RelaySettings> relays();

    /**
     * No home relay. Relays at which remotes are found are dialled nevertheless when those remotes are.
     */
    record Disabled() implements RelayMode {
        @Override
        public List<RelaySettings> relays() {
            return List.of();
        }
    }

    /** {@link #IROH_PUBLIC_RELAYS}. */
    record IrohPublic() implements RelayMode {
        @Override
        public List<RelaySettings> relays() {
            return IROH_PUBLIC_RELAYS.stream().map(RelaySettings::of).toList();
        }
    }

    /**
     * Relays of one's own.
     *
     * @param relays each URL once
     */
    record Custom(List<RelaySettings> relays) implements RelayMode {
        /** @throws IllegalArgumentException if a relay is named twice */
        public Custom {
            relays = List.copyOf(relays);
            Set<RelayUrl> urls = new LinkedHashSet<>();
            for (RelaySettings relay : relays) {
                if (!urls.add(relay.url())) {
                    throw new IllegalArgumentException("relay " + relay.url().withoutQuery() + " is named twice");
                }
            }
        }
    }
}
