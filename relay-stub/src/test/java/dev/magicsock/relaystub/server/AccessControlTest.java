package dev.magicsock.relaystub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.identity.SecretKey;
import dev.magicsock.relay.RelayProtocolVersion;
import dev.magicsock.relaystub.http.RequestHead;
import dev.magicsock.relaystub.server.AccessControl.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessControlTest {

    private static final Decision ALLOWED = new Decision.Allowed();
    private static final Decision DENIED = new Decision.Denied("not authorized");

    @Test
    void everyoneIsLetInByDefault() {
        assertEquals(ALLOWED, AccessControl.everyone().decide(request(RelayFixture.ALICE, "/relay")));
    }

    @Test
    void anAllowlistLetsInNobodyElse() {
        AccessControl control = AccessControl.only(List.of(RelayFixture.ALICE.id()));
        assertEquals(ALLOWED, control.decide(request(RelayFixture.ALICE, "/relay")));
        assertEquals(DENIED, control.decide(request(RelayFixture.BOB, "/relay")));
    }

    @Test
    void aDenylistTurnsAwayNobodyElse() {
        AccessControl control = AccessControl.allBut(List.of(RelayFixture.ALICE.id()));
        assertEquals(DENIED, control.decide(request(RelayFixture.ALICE, "/relay")));
        assertEquals(ALLOWED, control.decide(request(RelayFixture.BOB, "/relay")));
    }

    @Test
    void anyOfTheTokensLetsIn() {
        AccessControl control = AccessControl.tokens(List.of("one", "two"));
        assertEquals(ALLOWED, control.decide(request(RelayFixture.ALICE, "/relay?token=two")));
        assertEquals(DENIED, control.decide(request(RelayFixture.ALICE, "/relay?token=twofold")));
        assertEquals(DENIED, control.decide(request(RelayFixture.ALICE, "/relay?token=")));
        assertEquals(DENIED, control.decide(request(RelayFixture.ALICE, "/relay")));
    }

    @Test
    void tokensAreNeverMissingOrEmpty() {
        assertThrows(IllegalArgumentException.class, () -> AccessControl.tokens(List.of()));
        assertThrows(IllegalArgumentException.class, () -> AccessControl.tokens(List.of("one", "")));
    }

    @Test
    void reasonsAreBounded() {
        assertThrows(IllegalArgumentException.class, () -> new Decision.Denied("x".repeat(1025)));
    }

    private static AccessRequest request(SecretKey key, String target) {
        return new AccessRequest(key.id(), RelayProtocolVersion.V2, new RequestHead("GET", target, List.of()));
    }
}
