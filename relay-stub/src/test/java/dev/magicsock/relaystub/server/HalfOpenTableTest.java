package dev.magicsock.relaystub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HalfOpenTableTest {

    private static final Source MALLORY = source("192.0.2.66");
    private static final Source ALICE = source("198.51.100.1");

    private final HalfOpenTable<String> table = new HalfOpenTable<>(4, Duration.ofSeconds(30));

    @Test
    void belowItsBoundNobodyHasToGo() {
        for (int i = 0; i < 4; i++) {
            assertEquals(Optional.empty(), table.add("m" + i, MALLORY, at(i)));
        }
        assertEquals(4, table.size());
    }

    @Test
    void theSourceWithTheMostGivesUpItsOldest() {
        table.add("alice", ALICE, at(0));
        for (int i = 1; i < 4; i++) {
            table.add("m" + i, MALLORY, at(i));
        }
        assertEquals(Optional.of("m1"), table.add("m4", MALLORY, at(4)));
        assertEquals(Optional.of("m2"), table.add("bob", source("198.51.100.2"), at(5)));
        assertEquals(4, table.size());
    }

    @Test
    void aNewcomerOutlastsAnyNumberOfConnectionsOfOneSource() {
        fill("m", MALLORY, 4);
        table.add("alice", ALICE, at(4));
        fill("again", MALLORY, 1000);
        assertTrue(table.remove("alice"));
    }

    @Test
    void aNewcomerFromTheAttackersOwnSourceStaysUntilAsManyCameAfterIt() {
        fill("m", MALLORY, 4);
        table.add("alice", MALLORY, at(4));
        fill("again", MALLORY, 3);
        assertTrue(table.remove("alice"));

        table.add("bob", MALLORY, at(9));
        fill("once more", MALLORY, 4);
        assertFalse(table.remove("bob"));
    }

    @Test
    void amongSourcesWithEquallyManyTheOldestGoes() {
        for (int i = 0; i < 4; i++) {
            table.add("m" + i, source("192.0.2." + i), at(i));
        }
        assertEquals(Optional.of("m0"), table.add("alice", ALICE, at(4)));
        assertEquals(Optional.of("m1"), table.makeRoom());
    }

    @Test
    void aFullTableOfOneSourceChangesAtABoundedRate() {
        fill("m", MALLORY, 4);
        assertEquals(100, admitted(MALLORY, 1000, at(1)));
        assertEquals(1, admitted(MALLORY, 1000, at(1).plusMillis(1)));
        assertEquals(50, admitted(MALLORY, 1000, at(1).plusMillis(51)));
        assertEquals(100, admitted(MALLORY, 1000, at(100)));
    }

    @Test
    void whoIsTurnedAwayForItsNeighboursIsAdmittedElsewhereAndLater() {
        fill("m", MALLORY, 4);
        admitted(MALLORY, 1000, at(1));
        assertFalse(table.admits(MALLORY, at(1)));
        assertTrue(table.admits(ALICE, at(1)));
        assertTrue(table.admits(MALLORY, at(1).plusMillis(1)));
    }

    @Test
    void whileThereIsRoomEverybodyIsAdmitted() {
        fill("m", MALLORY, 3);
        assertEquals(1000, admitted(MALLORY, 1000, at(1)));
    }

    @Test
    void whoHasProvenItsKeyTakesNoRoom() {
        fill("m", MALLORY, 4);
        assertTrue(table.remove("m2"));
        assertFalse(table.remove("m2"));
        assertEquals(Optional.empty(), table.add("m4", MALLORY, at(4)));
    }

    @Test
    void whoTakesTooLongIsNamedOnceWhenItIsDue() {
        table.add("first", MALLORY, at(0));
        table.add("second", ALICE, at(1));
        assertEquals(Optional.of(at(30)), table.nextDeadline());
        assertEquals(Optional.empty(), table.pollDue(at(30).minusNanos(1)));
        assertEquals(Optional.of("first"), table.pollDue(at(30)));
        assertEquals(Optional.empty(), table.pollDue(at(30)));
        assertEquals(Optional.of(at(31)), table.nextDeadline());
    }

    @Test
    void anEmptyTableHasNothingToDo() {
        assertEquals(Optional.empty(), table.nextDeadline());
        assertEquals(Optional.empty(), table.pollDue(at(1000)));
        assertEquals(Optional.empty(), table.makeRoom());
    }

    @Test
    void aConnectionIsAddedOnce() {
        table.add("m", MALLORY, at(0));
        assertThrows(IllegalArgumentException.class, () -> table.add("m", ALICE, at(1)));
    }

    @Test
    void allOfAnIpv6SubscribersAddressesAreOneSource() {
        assertEquals(source("2001:db8:1:2::1"), source("2001:db8:1:2:ffff::9"));
        assertFalse(source("2001:db8:1:2::1").equals(source("2001:db8:1:3::1")));
        assertFalse(source("192.0.2.1").equals(source("192.0.2.2")));
        assertFalse(source("0.0.0.1").equals(source("::1")));
    }

    /** Against a plain list: who goes has the most, is its oldest, and nobody else goes. */
    @Property(tries = 200)
    void whoGoesIsTheOldestOfTheLargestSource(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 6) Integer> sources) {
        HalfOpenTable<String> fresh = new HalfOpenTable<>(4, Duration.ofSeconds(30));
        List<String> model = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            String name = sources.get(i) + ":" + i;
            Optional<String> gone = fresh.add(name, source("10.0.0." + sources.get(i)), at(i));
            assertEquals(model.size() == 4 ? Optional.of(expected(model)) : Optional.empty(), gone);
            gone.ifPresent(model::remove);
            model.add(name);
        }
    }

    private static String expected(List<String> model) {
        String victim = model.getFirst();
        for (String each : model) {
            if (count(model, each) > count(model, victim)) {
                victim = each;
            }
        }
        return victim;
    }

    private static long count(List<String> model, String name) {
        String source = name.substring(0, name.indexOf(':') + 1);
        return model.stream().filter(each -> each.startsWith(source)).count();
    }

    private int admitted(Source source, int times, Instant now) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += table.admits(source, now) ? 1 : 0;
        }
        return count;
    }

    private void fill(String name, Source source, int count) {
        for (int i = 0; i < count; i++) {
            table.add(name + i, source, at(i));
        }
    }

    private static Source source(String literal) {
        return Source.of(InetAddress.ofLiteral(literal));
    }

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }
}
