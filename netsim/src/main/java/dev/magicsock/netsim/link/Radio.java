package dev.magicsock.netsim.link;

import java.time.Duration;

/**
 * A radio that sleeps: whoever finds it asleep waits until it is awake, as do all that come meanwhile (the promotion
 * of an idle terminal, 3GPP TS 36.331 section 5.3.3).
 *
 * @param idle   how long nothing may be sent before it falls asleep; positive
 * @param wakeUp how long it takes to wake up
 */
public record Radio(Duration idle, Duration wakeUp) {

    /** A radio that never sleeps. */
    public static final Radio AWAKE = new Radio(Duration.ofHours(1), Duration.ZERO);

    public Radio {
        Delays.check("idle time of the radio", idle);
        Delays.check("wake-up delay of the radio", wakeUp);
        if (idle.isZero()) {
            throw new IllegalArgumentException("a radio that sleeps at once never sends");
        }
    }
}
