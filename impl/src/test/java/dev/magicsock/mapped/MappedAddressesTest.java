package dev.magicsock.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedAddressesTest {

    private static final EndpointId ALICE = SecretKey.of(new byte[32]).id();
    private static final EndpointId BOB = EndpointId.of(new byte[32]);

    private final MappedAddresses<String> addresses = new MappedAddresses<>(3);

    @Test
    void everyRemoteHasOneStableAddressOfItsOwn() {
        InetSocketAddress alice = addresses.ofRemote(ALICE);
        InetSocketAddress bob = addresses.ofRemote(BOB);
        assertNotEquals(alice, bob);
        assertEquals(alice, addresses.ofRemote(ALICE));
        assertEquals("[fd6d:6167:6963::1]:12345", SocketAddresses.format(alice));
        assertEquals(remote(ALICE), addresses.target(alice));
        assertEquals(remote(BOB), addresses.target(bob));
    }

    @Test
    void everyStrangerHasOneStableAddressOfItsOwn() {
        InetSocketAddress one = addresses.ofStranger("one");
        assertEquals("[fd6d:6167:6963:1::1]:12345", SocketAddresses.format(one));
        assertEquals(one, addresses.ofStranger("one"));
        assertNotEquals(one, addresses.ofStranger("two"));
        assertEquals(stranger("one"), addresses.target(one));
    }

    @ParameterizedTest
    @CsvSource({
        "[fd6d:6167:6963::1]:12345,                    true",
        "[fd6d:6167:6963:ffff:ffff:ffff:ffff:ffff]:1,  true",
        "[fd6d:6167:6964::1]:12345,                    false",
        "[fd6d:6167:6962:ffff::1]:12345,               false",
        "[2001:db8::1]:12345,                          false",
        "192.0.2.1:12345,                              false"
    })
    void recognisesItsOwnPrefix(String address, boolean mapped) {
        assertEquals(mapped, MappedAddresses.isMapped(SocketAddresses.parse(address).getAddress()));
    }

    @Test
    void anAddressOfTheSamePrefixThatWasNeverGivenStandsForNobody() {
        addresses.ofRemote(ALICE);
        assertEquals(Optional.empty(), addresses.target(SocketAddresses.parse("[fd6d:6167:6963::2]:12345")));
        assertEquals(Optional.empty(), addresses.target(SocketAddresses.parse("[fd6d:6167:6963::1]:12346")));
    }

    @Test
    void atTheBoundTheStrangerUnheardOfForLongestGoes() {
        InetSocketAddress one = addresses.ofStranger("one");
        InetSocketAddress two = addresses.ofStranger("two");
        addresses.ofStranger("three");
        addresses.ofStranger("one");
        addresses.ofStranger("four");
        assertEquals(Optional.empty(), addresses.target(two));
        assertEquals(stranger("one"), addresses.target(one));
        assertNotEquals(two, addresses.ofStranger("two"), "an address is never used twice");
    }

    @Test
    void unconfirmedStrangersGoBeforeConfirmedOnes() {
        InetSocketAddress one = addresses.ofStranger("one");
        InetSocketAddress two = addresses.ofStranger("two");
        addresses.confirm("one");
        addresses.confirm("nobody");
        addresses.ofStranger("three");
        addresses.ofStranger("four");
        assertEquals(stranger("one"), addresses.target(one));
        assertEquals(Optional.empty(), addresses.target(two));
        assertEquals(one, addresses.ofStranger("one"));
    }

    @Test
    void aFloodCostsAtMostOneConfirmedStranger() {
        List<InetSocketAddress> known = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            known.add(addresses.ofStranger(name));
            addresses.confirm(name);
        }
        for (int i = 0; i < 1000; i++) {
            addresses.ofStranger("flood " + i);
        }
        assertEquals(Optional.empty(), addresses.target(known.get(0)));
        assertEquals(stranger("two"), addresses.target(known.get(1)));
        assertEquals(stranger("three"), addresses.target(known.get(2)));
    }

    @Test
    void anAdoptedStrangerKeepsItsAddressAsAnAliasOfTheRemote() {
        InetSocketAddress alias = addresses.ofStranger("one");
        InetSocketAddress own = addresses.ofRemote(ALICE);
        assertEquals(Optional.of(alias), addresses.adopt("one", ALICE));
        assertEquals(remote(ALICE), addresses.target(alias));
        assertEquals(List.of(alias), addresses.aliases(ALICE));
        assertEquals(own, addresses.ofRemote(ALICE));
        assertNotEquals(alias, addresses.ofStranger("one"), "the source may be somebody else next time");
    }

    @Test
    void aConfirmedStrangerCanBeAdoptedToo() {
        InetSocketAddress alias = addresses.ofStranger("one");
        addresses.confirm("one");
        assertEquals(Optional.of(alias), addresses.adopt("one", ALICE));
        assertEquals(Optional.empty(), addresses.adopt("one", ALICE));
    }

    @Test
    void aReleasedAliasStandsForNobody() {
        InetSocketAddress alias = addresses.ofStranger("one");
        addresses.adopt("one", ALICE);
        InetSocketAddress own = addresses.ofRemote(ALICE);
        addresses.releaseAlias(own);
        addresses.releaseAlias(alias);
        addresses.releaseAlias(alias);
        assertEquals(Optional.empty(), addresses.target(alias));
        assertEquals(List.of(), addresses.aliases(ALICE));
        assertEquals(remote(ALICE), addresses.target(own), "its own address is no alias");
    }

    @Test
    void theOldestOfTooManyAliasesEnds() {
        List<InetSocketAddress> aliases = new ArrayList<>();
        for (int i = 0; i <= MappedAddresses.MAX_ALIASES; i++) {
            aliases.add(addresses.ofStranger("source " + i));
            addresses.adopt("source " + i, ALICE);
        }
        assertEquals(Optional.empty(), addresses.target(aliases.getFirst()));
        assertEquals(aliases.subList(1, aliases.size()), addresses.aliases(ALICE));
    }

    @Test
    void aForgottenRemoteComesBackUnderAnotherAddress() {
        InetSocketAddress before = addresses.ofRemote(ALICE);
        InetSocketAddress alias = addresses.ofStranger("one");
        addresses.adopt("one", ALICE);
        addresses.forget(ALICE);
        addresses.forget(BOB);
        assertEquals(Optional.empty(), addresses.target(before));
        assertEquals(Optional.empty(), addresses.target(alias));
        assertEquals(List.of(), addresses.aliases(ALICE));
        assertNotEquals(before, addresses.ofRemote(ALICE));
    }

    @Test
    void needsRoomForOneStranger() {
        assertThrows(IllegalArgumentException.class, () -> new MappedAddresses<String>(0));
    }

    /** Whatever happens, an address that was given out means the same party or nobody for ever. */
    @Property(tries = 200)
    void noAddressEverChangesItsMeaning(@ForAll("operations") List<Operation> operations) {
        MappedAddresses<Integer> table = new MappedAddresses<>(3);
        Map<InetSocketAddress, Integer> owners = new HashMap<>();
        for (Operation operation : operations) {
            int party = operation.party();
            EndpointId id = ids().get(party);
            switch (operation.kind()) {
                case 0 -> claim(owners, table.ofRemote(id), party);
                case 1, 2 -> claim(owners, table.ofStranger(party), party);
                case 3 -> table.confirm(party);
                case 4 -> table.adopt(party, id);
                case 5 -> table.forget(id);
                default -> table.aliases(id).forEach(table::releaseAlias);
            }
            owners.forEach((address, owner) -> table.target(address)
                    .ifPresent(target -> assertEquals(owner, partyOf(target))));
        }
        assertFalse(owners.keySet().stream().anyMatch(address -> !MappedAddresses.isMapped(address.getAddress())));
        long strangers = owners.keySet().stream().map(table::target)
                .filter(target -> target.orElse(null) instanceof MappedTarget.Stranger<Integer>).count();
        assertTrue(strangers <= 3);
    }

    private static void claim(Map<InetSocketAddress, Integer> owners, InetSocketAddress address, int party) {
        assertEquals(party, owners.merge(address, party, (before, now) -> before), "two parties share an address");
    }

    private static int partyOf(MappedTarget<Integer> target) {
        return switch (target) {
            case MappedTarget.Remote<Integer>(EndpointId id) -> ids().indexOf(id);
            case MappedTarget.Stranger<Integer>(Integer source) -> source;
        };
    }

    private static List<EndpointId> ids() {
        return Ids.ALL;
    }

    /** Five identities. */
    private static final class Ids {
        static final List<EndpointId> ALL = List.of(1, 2, 3, 4, 5).stream().map(n -> {
            byte[] seed = new byte[32];
            seed[0] = n.byteValue();
            return SecretKey.of(seed).id();
        }).toList();
    }

    private record Operation(int kind, int party) {
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return Combinators.combine(Arbitraries.integers().between(0, 6), Arbitraries.integers().between(0, 4))
                .as(Operation::new).list().ofMaxSize(60);
    }

    private static Optional<MappedTarget<String>> remote(EndpointId id) {
        return Optional.of(new MappedTarget.Remote<>(id));
    }

    private static Optional<MappedTarget<String>> stranger(String source) {
        return Optional.of(new MappedTarget.Stranger<>(source));
    }
}
