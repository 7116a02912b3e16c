package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.punch.TtlLimitedPunch;
import org.junit.jupiter.api.Test;

class HubBuilderTest {

    @Test
    void aStrategyForTheLaboratoryAloneIsRefusedAloudBeforeAnythingIsBound() {
        MagicSockConfig config = MagicSockConfig.builder().strategy(new TtlLimitedPunch()).build();
        HubBuilder hub = MagicSocketHub.builder();
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> hub.config(config));
        assertTrue(refusal.getMessage().contains("ttl-limited"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("laboratory alone"), refusal::getMessage);
    }
}
