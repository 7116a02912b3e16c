package dev.magicsock.scenarios.model;

import java.util.Objects;

/** A relay on the public internet, reachable as {@code http://NAME.relay.test}. */
public record RelaySpec(String name, LinkSpec link, Families families) {

    public RelaySpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(link);
        Objects.requireNonNull(families);
    }

    /** The URL that endpoints are given. */
    public String url() {
        return "http://" + name + ".relay.test";
    }
}
