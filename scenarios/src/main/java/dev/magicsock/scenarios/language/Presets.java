package dev.magicsock.scenarios.language;

import java.util.List;

/** The names of the simulator's presets as scenarios write them. */
final class Presets {

    static final List<String> NAT = List.of("home-router", "linux-masquerade", "linux-masquerade-random", "symmetric",
            "carrier-grade", "corporate", "full-cone", "address-restricted");
    static final List<String> LINK = List.of("ethernet", "wifi", "fiber", "cable", "dsl", "4g", "5g", "lossy", "satellite");

    private Presets() {
    }
}
