package dev.magicsock.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.address.SocketAddresses;
import dev.magicsock.crypto.SharedSecret;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.EndpointIdCache;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.probe.ProbeMessage.CallMeMaybe;
import dev.magicsock.probe.ProbeMessage.Ping;
import dev.magicsock.probe.ProbeMessage.Pong;
import dev.magicsock.wire.DatagramKind;
import dev.magicsock.wire.Demultiplexer;
import dev.magicsock.wire.TransactionId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecretKey ALICE = SecretKey.of(HEX.parseHex("2a".repeat(32)));
    private static final SecretKey BOB = SecretKey.of(new byte[32]);
    private static final SharedSecret SECRET = SharedSecret.agree(ALICE, BOB.id()).orElseThrow();
    private static final TransactionId TRANSACTION =
            TransactionId.read(HEX.parseHex("0102030405060708090a0b0c"), 0);
    private static final Ping PING = new Ping(TRANSACTION, ALICE.id());
    private static final String BOBS_ID = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
    private static final int HEADER = 38;

    private final EndpointIdCache seen = new EndpointIdCache(4, 0);
    private final ProbeCodec alice = new ProbeCodec(ALICE.id());
    private final ProbeCodec bob = new ProbeCodec(BOB.id());
    private final RandomGenerator random = new SplittableRandom(5);

    @Test
    void writesThePlaintextsOfIroh() {
        EndpointId id = EndpointId.parse("bef341682566af4bf31645c8a76b183fd88c782b0470103e759b2dd748af28bd");
        assertEquals("01000102030405060708090a0b0c" + id, plaintext(new Ping(TRANSACTION, id)));
        assertEquals("02000102030405060708090a0b0c0000000000000000000000ffff02030405d204",
                plaintext(new Pong(TRANSACTION, direct("2.3.4.5:1234"))));
        assertEquals("02000102030405060708090a0b0c00fed000000000000000000000000000120a1a",
                plaintext(new Pong(TRANSACTION, direct("[fed0::12]:6666"))));
        assertEquals("0300", plaintext(new CallMeMaybe(List.of())));
        assertEquals("030000000000000000000000ffff010203043702200100000000000000000000000034561503",
                plaintext(callMeMaybe("1.2.3.4:567", "[2001::3456]:789")));
    }

    @Test
    void writesTheRelayOfAPongAsText() {
        byte[] url = "http://eu.relay.test/".getBytes(StandardCharsets.US_ASCII);
        String expected = "02000102030405060708090a0b0c01" + HEX.formatHex(url);
        assertEquals(expected, plaintext(new Pong(TRANSACTION, relayed("http://eu.relay.test"))));
    }

    @Test
    void neverTellsAPeerTheTokenInARelayUrl() {
        Pong pong = new Pong(TRANSACTION, relayed("http://eu.relay.test/?token=s3cret"));
        assertEquals(plaintext(new Pong(TRANSACTION, relayed("http://eu.relay.test"))), plaintext(pong));
    }

    /**
     * Computed once with libsodium 1.0.18 from Python: magic, public key of seed 32 x 2a, then
     * {@code crypto_box_curve25519xchacha20poly1305_easy} of the ping to seed 32 x 00 under the nonce 40, 41, ... 57.
     */
    @Test
    void opensAProbeSealedByLibsodium() {
        byte[] probe = HEX.parseHex("5453f09f92ac197f6b23e16c8532c6abc838facd5ea789be0c76b2920334039bfa8b3d368d61"
                + "76d3f96a1acca19e134fa8de97469cdacc2f69771d68f98b6fc0a71812b978fc87ecb4201cd4bbfab4c58a0eddf956d9"
                + "1c56bb0d36d3a500d8913d5b7384404142434445464748494a4b4c4d4e4f5051525354555657");
        assertEquals(parsed(PING), openByBob(probe));
    }

    @Test
    void theOtherSideReadsEveryMessage() {
        for (ProbeMessage message : List.of(PING, new Pong(TRANSACTION, direct("192.0.2.1:65535")),
                new Pong(TRANSACTION, relayed("https://a.example./?x=1")), new CallMeMaybe(List.of()),
                callMeMaybe("[2001:db8::1]:1", "192.0.2.1:0"))) {
            byte[] probe = alice.seal(message, SECRET, random);
            assertEquals(parsed(message), openByBob(probe));
            assertEquals(DatagramKind.PROBE, Demultiplexer.classify(ByteBuffer.wrap(probe)));
        }
    }

    @ParameterizedTest
    @CsvSource({"124", "125", "1200", "1232", "1472"})
    void aPingCanFillADatagramOfAGivenSize(int size) {
        byte[] probe = alice.sealPadded(PING, size, SECRET, random);
        assertEquals(size, probe.length);
        assertEquals(parsed(PING), openByBob(probe));
    }

    @Test
    void aPingDoesNotFitIntoLessThanItNeeds() {
        int needed = alice.seal(PING, SECRET, random).length;
        assertEquals(124, needed);
        assertThrows(IllegalArgumentException.class, () -> alice.sealPadded(PING, needed - 1, SECRET, random));
    }

    @Test
    void readsAProbeInTheMiddleOfAnArrayAndLeavesItAsItIs() {
        byte[] probe = alice.seal(PING, SECRET, random);
        byte[] array = new byte[probe.length + 9];
        System.arraycopy(probe, 0, array, 4, probe.length);
        byte[] before = array.clone();
        assertEquals(Optional.of(ALICE.id()), ProbeCodec.senderOf(ByteBuffer.wrap(array, 4, probe.length), seen));
        assertEquals(parsed(PING), bob.open(ByteBuffer.wrap(array, 4, probe.length), ALICE.id(), SECRET));
        assertArrayEquals(before, array);
    }

    @Test
    void readsAtMost32AddressesOfACallMeMaybe() {
        String address = "00000000000000000000ffff01020304" + "3702";
        ProbeParse parse = ProbePlaintext.parse(HEX.parseHex("0300" + address.repeat(40)), ALICE.id());
        CallMeMaybe expected = new CallMeMaybe(Collections.nCopies(32, SocketAddresses.parse("1.2.3.4:567")));
        assertEquals(parsed(expected), parse);
        List<InetSocketAddress> tooMany = Collections.nCopies(33, SocketAddresses.parse("1.2.3.4:567"));
        assertThrows(IllegalArgumentException.class, () -> new CallMeMaybe(tooMany));
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_VERSION,     0101",
        "UNKNOWN_TYPE,        0000",
        "UNKNOWN_TYPE,        0400",
        "UNKNOWN_TYPE,        ff00",
        "WRONG_LENGTH,        0100",
        "WRONG_LENGTH,        01000102030405060708090a0b0c197f",
        "SENDER_MISMATCH,     01000102030405060708090a0b0c" + BOBS_ID,
        "WRONG_LENGTH,        0200",
        "WRONG_LENGTH,        02000102030405060708090a0b0c",
        "WRONG_LENGTH,        02000102030405060708090a0b0c00",
        "WRONG_LENGTH,        02000102030405060708090a0b0c0000000000000000000000ffff02030405d2",
        "WRONG_LENGTH,        02000102030405060708090a0b0c0000000000000000000000ffff02030405d20400",
        "INVALID_OBSERVATION, 02000102030405060708090a0b0c02",
        "INVALID_OBSERVATION, 02000102030405060708090a0b0c01",
        "INVALID_OBSERVATION, 02000102030405060708090a0b0c016674703a2f2f61",
        "INVALID_OBSERVATION, 02000102030405060708090a0b0c01ff",
        "WRONG_LENGTH,        030000"
    })
    void refusesPlaintextsWithAReason(ProbeRejection reason, String plaintext) {
        assertEquals(new ProbeParse.Rejected(reason), ProbePlaintext.parse(HEX.parseHex(plaintext), ALICE.id()));
    }

    @Test
    void refusesEndlessRelayUrls() {
        byte[] url = ("http://a/?" + "q".repeat(2000)).getBytes(StandardCharsets.US_ASCII);
        byte[] plaintext = HEX.parseHex("02000102030405060708090a0b0c01" + HEX.formatHex(url));
        assertEquals(new ProbeParse.Rejected(ProbeRejection.WRONG_LENGTH), ProbePlaintext.parse(plaintext, ALICE.id()));
    }

    @Test
    void refusesAPingThatIsSealedByOnePartyAndSignedWithTheNameOfAnother() {
        byte[] probe = alice.seal(new Ping(TRANSACTION, BOB.id()), SECRET, random);
        assertEquals(new ProbeParse.Rejected(ProbeRejection.SENDER_MISMATCH), openByBob(probe));
    }

    @Test
    void refusesWhatIsNotSealedByTheClaimedSender() {
        byte[] probe = alice.seal(PING, SECRET, random);
        SecretKey mallory = SecretKey.of(HEX.parseHex("11".repeat(32)));
        mallory.id().write(probe, 6);
        SharedSecret withMallory = SharedSecret.agree(BOB, mallory.id()).orElseThrow();
        assertEquals(new ProbeParse.Rejected(ProbeRejection.NOT_AUTHENTIC),
                bob.open(ByteBuffer.wrap(probe), mallory.id(), withMallory));
        assertEquals(new ProbeParse.Rejected(ProbeRejection.SENDER_MISMATCH),
                bob.open(ByteBuffer.wrap(probe), ALICE.id(), SECRET));
    }

    @Test
    void refusesHeadersThatAreTooShortOrNotMarked() {
        byte[] probe = alice.seal(new CallMeMaybe(List.of()), SECRET, random);
        assertEquals(80, probe.length);
        assertEquals(new ProbeParse.Rejected(ProbeRejection.TOO_SHORT), openByBob(Arrays.copyOf(probe, 79)));
        assertEquals(Optional.empty(), ProbeCodec.senderOf(ByteBuffer.wrap(probe, 0, 79), seen));
        probe[5]++;
        assertEquals(new ProbeParse.Rejected(ProbeRejection.WRONG_MAGIC), openByBob(probe));
        assertEquals(Optional.empty(), ProbeCodec.senderOf(ByteBuffer.wrap(probe), seen));
    }

    @Test
    void aSenderThatIsNoPointIsNoSender() {
        byte[] probe = alice.seal(PING, SECRET, random);
        Arrays.fill(probe, 6, HEADER, (byte) 0);
        probe[6] = 2;
        assertEquals(Optional.empty(), ProbeCodec.senderOf(ByteBuffer.wrap(probe), seen));
    }

    @Property(tries = 300)
    void everyMessageReadsBack(@ForAll("messages") ProbeMessage message) {
        assertEquals(parsed(message), openByBob(alice.seal(message, SECRET, random)));
    }

    @Property(tries = 300)
    void aChangedProbeIsRefusedAndNothingElseHappens(@ForAll("messages") ProbeMessage message,
            @ForAll @IntRange(max = 100_000) int bit) {
        byte[] probe = alice.seal(message, SECRET, random);
        int position = bit / 8 % probe.length;
        probe[position] = (byte) (probe[position] ^ 1 << bit % 8);
        assertTrue(openByBob(probe) instanceof ProbeParse.Rejected);
    }

    /** The parser behind the box: whoever owns a key can seal anything. */
    @Property(tries = 1000)
    void noPlaintextMakesTheParserThrow(@ForAll @Size(max = 120) byte[] bytes, @ForAll @IntRange(max = 4) int type) {
        if (bytes.length > 1 && type > 0) {
            bytes[0] = (byte) type;
            bytes[1] = 0;
        }
        switch (ProbePlaintext.parse(bytes, ALICE.id())) {
            case ProbeParse.Parsed parsed -> assertTrue(ProbePlaintext.length(parsed.message()) <= bytes.length);
            case ProbeParse.Rejected rejected -> assertFalse(rejected.reason().name().isEmpty());
        }
    }

    @Property(tries = 500)
    void noDatagramMakesTheCodecThrow(@ForAll @Size(max = 150) byte[] bytes, @ForAll boolean marked) {
        if (marked && bytes.length >= 6) {
            Demultiplexer.writeProbeMagic(bytes, 0);
        }
        ProbeCodec.senderOf(ByteBuffer.wrap(bytes), seen);
        assertTrue(openByBob(bytes) instanceof ProbeParse.Rejected);
    }

    @Provide
    Arbitrary<ProbeMessage> messages() {
        Arbitrary<TransactionId> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.integers()).as(TransactionId::new);
        Arbitrary<InetSocketAddress> addresses = Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofSize(16), Arbitraries.of(4, 16),
                Arbitraries.integers().between(0, 65535)).as((bytes, size, port) ->
                        new InetSocketAddress(SocketAddresses.ofBytes(Arrays.copyOf(bytes, size)), port));
        Arbitrary<ObservedSource> sources = Arbitraries.oneOf(addresses.map(ObservedSource.Direct::new),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(60)
                        .map(name -> relayed("https://" + name + ".example.")));
        return Arbitraries.oneOf(
                ids.map(id -> new Ping(id, ALICE.id())),
                Combinators.combine(ids, sources).as(Pong::new),
                addresses.list().ofMaxSize(CallMeMaybe.MAX_ADDRESSES).map(CallMeMaybe::new));
    }

    private ProbeParse openByBob(byte[] probe) {
        return bob.open(ByteBuffer.wrap(probe), ALICE.id(), SECRET);
    }

    private static ProbeParse parsed(ProbeMessage message) {
        return new ProbeParse.Parsed(ALICE.id(), message);
    }

    private static String plaintext(ProbeMessage message) {
        byte[] target = new byte[ProbePlaintext.length(message)];
        ProbePlaintext.write(message, target, 0);
        return HEX.formatHex(target);
    }

    private static ObservedSource direct(String address) {
        return new ObservedSource.Direct(SocketAddresses.parse(address));
    }

    private static ObservedSource relayed(String url) {
        return new ObservedSource.Relayed(RelayUrl.parse(url));
    }

    private static CallMeMaybe callMeMaybe(String... addresses) {
        return new CallMeMaybe(Arrays.stream(addresses).map(SocketAddresses::parse).toList());
    }
}
