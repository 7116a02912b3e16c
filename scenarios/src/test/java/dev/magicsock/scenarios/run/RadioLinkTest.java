package dev.magicsock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.link.Radio;
import dev.magicsock.scenarios.support.Scenarios;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The radio of a link, as a scenario writes it. */
class RadioLinkTest {

    @Test
    void sleepsInTheDirectionThatSaysSo() {
        LinkProfile link = LinkProfiles.of(Scenarios.of("""
                name: radio
                about: A radio on the way up.
                network:
                  relays: { eu: { link: { latency: 10ms } } }
                  hosts:
                    alice: { link: { preset: 4g, up: { radio: { idle: 10s, wake-up: 300ms } } } }
                    bob: {}
                endpoints: { alice: {}, bob: {} }
                script:
                  - { at: 0s, connect: { from: alice, to: bob } }
                expect:
                  - { by: 5s, pair: [alice, bob], path: relay }
                """).network().hosts().getFirst().interfaces().getFirst().link());

        assertEquals(new Radio(Duration.ofSeconds(10), Duration.ofMillis(300)), link.up().radio());
        assertEquals(Radio.AWAKE, link.down().radio());
    }
}
