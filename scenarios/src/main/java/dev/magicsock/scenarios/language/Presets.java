package dev.magicsock.scenarios.language;

import java.util.List;

/** The names of the simulator's presets as scenarios write them. */
final class Presets {

    static final List<String> LINK = List.of("perfect", "lan", "wifi", "wifi-crowded", "fiber", "cable", "dsl", "4g", "3g",
            "lossy", "satellite", "satellite-low-orbit");

    private Presets() {
    }
}
