package dev.magicsock.netsim.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Lifetimes;
import dev.magicsock.netsim.nat.Refresh;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6092 section 3.2: which packets a stateful firewall lets in, and for how long. */
class FlowTableTest {

    private static final IpEndpoint ALICE = IpEndpoint.parse("[2001:db8:1::1]:5000");
    private static final IpEndpoint BOB = IpEndpoint.parse("[2001:db8:1::2]:5000");
    private static final IpEndpoint REMOTE = IpEndpoint.parse("[2001:db8:2::7]:4444");
    private static final IpEndpoint SAME_ADDRESS = IpEndpoint.parse("[2001:db8:2::7]:5555");
    private static final IpEndpoint ELSEWHERE = IpEndpoint.parse("[2001:db8:2::8]:4444");

    private FlowTable table;
    private long now;

    @Test
    void filtersAsTheFilteringBehaviorSays() {
        for (FilteringBehavior filtering : FilteringBehavior.values()) {
            table = table(FirewallBehavior.of(filtering));
            out(ALICE, REMOTE);

            List<Boolean> letIn = List.of(in(ALICE, REMOTE), in(ALICE, SAME_ADDRESS), in(ALICE, ELSEWHERE));

            assertEquals(switch (filtering) {
                case ENDPOINT_INDEPENDENT -> List.of(true, true, true);
                case ADDRESS_DEPENDENT -> List.of(true, true, false);
                case ADDRESS_AND_PORT_DEPENDENT -> List.of(true, false, false);
            }, letIn);
            assertFalse(in(BOB, REMOTE), "nobody else's flow");
        }
    }

    @Test
    void saysWhyAPacketIsRefused() {
        table = table(strict());
        assertEquals("firewall-no-flow: [2001:db8:1::1]:5000 has sent nothing", why(ALICE, REMOTE));
        out(ALICE, REMOTE);

        assertEquals("firewall-filtered: address-and-port-dependent, no contact with [2001:db8:2::8]:4444",
                why(ALICE, ELSEWHERE));
        assertEquals("firewall-filtered: address-and-port-dependent, no contact with [2001:db8:2::7]:5555 "
                + "but with another port of 2001:db8:2::7", why(ALICE, SAME_ADDRESS));
        at(300);
        out(BOB, REMOTE);
        assertEquals("firewall-no-flow: address-and-port-dependent, contact of [2001:db8:1::1]:5000 "
                + "with [2001:db8:2::7]:4444 expired", why(ALICE, REMOTE));
    }

    @Test
    void flowEndsWhenItsLifetimeHasPassedAndNotBefore() {
        table = table(strict());
        out(ALICE, REMOTE);

        at(299.999);
        assertTrue(passesAsError(ALICE, REMOTE));
        at(300);
        assertFalse(in(ALICE, REMOTE));
    }

    @Test
    void bothDirectionsRefreshUnlessOneIsChosen() {
        table = table(strict());
        FlowTable outboundOnly = table(new FirewallBehavior(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT,
                Lifetimes.udp(Duration.ofMinutes(5)), Lifetimes.STREAM, Refresh.OUTBOUND, 100));
        out(ALICE, REMOTE);
        outboundOnly.outbound(ALICE, REMOTE, now);
        at(200);
        in(ALICE, REMOTE);
        outboundOnly.inbound(ALICE, REMOTE, now);

        at(400);
        assertTrue(in(ALICE, REMOTE));
        assertTrue(outboundOnly.inbound(ALICE, REMOTE, now) != null);
    }

    @Test
    void errorsRefreshNothing() {
        table = table(strict());
        out(ALICE, REMOTE);
        at(200);
        assertTrue(passesAsError(ALICE, REMOTE));

        at(300);
        assertFalse(passesAsError(ALICE, REMOTE));
    }

    @Test
    void closedStreamIsForgottenEarly() {
        table = new FlowTable(strict(), Lifetimes.STREAM);
        out(ALICE, REMOTE);
        in(ALICE, REMOTE);
        out(ALICE, REMOTE);
        at(7000);
        table.closing(ALICE, REMOTE, now);

        at(7239);
        assertTrue(passesAsError(ALICE, REMOTE));
        at(7240);
        assertFalse(in(ALICE, REMOTE));
    }

    @Test
    void fullTableRefusesNewFlowsUntilOldOnesEnd() {
        table = table(new FirewallBehavior(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT,
                Lifetimes.udp(Duration.ofMinutes(5)), Lifetimes.STREAM, Refresh.BOTH, 2));
        out(ALICE, REMOTE);
        out(ALICE, ELSEWHERE);

        assertEquals(new FirewallDrop.TableFull(2), table.outbound(BOB, REMOTE, now));
        out(ALICE, REMOTE);
        at(300);
        out(BOB, REMOTE);
        assertTrue(in(BOB, REMOTE));
    }

    @Test
    void floodsStayWithinTheBound() {
        table = table(new FirewallBehavior(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT,
                Lifetimes.udp(Duration.ofSeconds(5)), Lifetimes.STREAM, Refresh.BOTH, 100));
        for (int i = 0; i < 20_000; i++) {
            at(i * 0.01);
            table.outbound(ALICE, IpEndpoint.of(IpAddress.v4(0xC6336400 + i % 251), 1 + i % 4999), now);
            table.inbound(IpEndpoint.of(ALICE.address(), 1 + i), REMOTE, now);
        }
        assertTrue(table.entries() <= 200 && table.entries() >= 100, table.entries() + " entries");
    }

    @Test
    void tableWithoutRoomIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FirewallBehavior(
                FilteringBehavior.ADDRESS_DEPENDENT, Lifetimes.STREAM, Lifetimes.STREAM, Refresh.BOTH, 0));
    }

    private static FirewallBehavior strict() {
        return FirewallBehavior.of(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT);
    }

    private static FlowTable table(FirewallBehavior behavior) {
        return new FlowTable(behavior, behavior.udp());
    }

    private void at(double seconds) {
        now = Duration.ofMillis(Math.round(seconds * 1000)).toNanos();
    }

    private void out(IpEndpoint internal, IpEndpoint remote) {
        assertEquals(null, table.outbound(internal, remote, now));
    }

    private boolean in(IpEndpoint internal, IpEndpoint remote) {
        return table.inbound(internal, remote, now) == null;
    }

    private boolean passesAsError(IpEndpoint internal, IpEndpoint remote) {
        return table.inboundError(internal, remote, now) == null;
    }

    private String why(IpEndpoint internal, IpEndpoint remote) {
        FirewallDrop drop = table.inbound(internal, remote, now);
        return drop.reason().label() + ": " + drop.describe();
    }
}
