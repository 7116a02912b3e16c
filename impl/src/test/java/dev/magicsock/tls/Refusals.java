package dev.magicsock.tls;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a refusal was about. */
final class Refusals {

    private Refusals() {
    }

    static HandshakeProblem of(Executable refused) {
        return assertThrows(HandshakeException.class, refused).problem();
    }
}
