package dev.magicsock.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.crypto.HashFunction;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The simple handshake of RFC 8448 section 3, message by message; and SHA-384 against another implementation. */
class KeyScheduleTest {

    private static final HexFormat HEX = HexFormat.of();

    private static final String SHARED_SECRET = "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d";
    private static final String CLIENT_HELLO = """
            010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7000006130113031302010000
            910000000b0009000006736572766572ff01000100000a00140012001d001700180019010001010102010301040023000000
            3300260024001d002099381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c002b0003020304000d
            0020001e040305030603020308040805080604010501060102010402050206020202002d00020101001c00024001""";
    private static final String SERVER_HELLO = """
            020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024001d
            0020c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f002b00020304""";
    private static final String ENCRYPTED_EXTENSIONS =
            "080000240022000a00140012001d00170018001901000101010201030104001c0002400100000000";
    private static final String CERTIFICATE = """
            0b0001b9000001b50001b0308201ac30820115a003020102020102300d06092a864886f70d01010b0500300e310c300a0603
            5504031303727361301e170d3136303733303031323335395a170d3236303733303031323335395a300e310c300a06035504
            03130372736130819f300d06092a864886f70d010101050003818d0030818902818100b4bb498f8279303d980836399b36c6
            988c0c68de55e1bdb826d3901a2461eafd2de49a91d015abbc9a95137ace6c1af19eaa6af98c7ced43120998e187a80ee0cc
            b0524b1b018c3e0b63264d449a6d38e22a5fda430846748030530ef0461c8ca9d9efbfae8ea6d1d03e2bd193eff0ab9a8002
            c47428a6d35a8d88d79f7f1e3f0203010001a31a301830090603551d1304023000300b0603551d0f0404030205a0300d0609
            2a864886f70d01010b05000381810085aad2a0e5b9276b908c65f73a7267170618a54c5f8a7b337d2df7a594365417f2eae8
            f8a58c8f8172f9319cf36b7fd6c55b80f21a03015156726096fd335e5e67f2dbf102702e608ccae6bec1fc63a42a99be5c3e
            b7107c3c54e9b9eb2bd5203b1c3b84e0a8b2f759409ba3eac9d91d402dcc0cc8f8961229ac9187b42b4de10000""";
    private static final String CERTIFICATE_VERIFY = """
            0f000084080400805a747c5d88fa9bd2e55ab085a61015b7211f824cd484145ab3ff52f1fda8477b0b7abc90db78e2d33a5c
            141a078653fa6bef780c5ea248eeaaa785c4f394cab6d30bbe8d4859ee511f602957b15411ac027671459e46445c9ea58c18
            1e818e95b8c3fb0bf3278409d3be152a3da5043e063dda65cdf5aea20d53dfacd42f74f3""";
    private static final String SERVER_VERIFY_DATA =
            "9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718";

    @Test
    void everySecretOfTheTraceOfRfc8448ComesOut() {
        KeySchedule keys = new KeySchedule(HashFunction.SHA_256);
        keys.record(bytes(CLIENT_HELLO));
        keys.record(bytes(SERVER_HELLO));
        assertEquals("860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8",
                HEX.formatHex(keys.transcriptHash()));

        TrafficSecrets handshake = keys.handshake(bytes(SHARED_SECRET));
        assertEquals("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21",
                HEX.formatHex(handshake.client()));
        assertEquals("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38",
                HEX.formatHex(handshake.server()));

        keys.record(bytes(ENCRYPTED_EXTENSIONS));
        keys.record(bytes(CERTIFICATE));
        keys.record(bytes(CERTIFICATE_VERIFY));
        assertEquals(SERVER_VERIFY_DATA, HEX.formatHex(keys.serverVerifyData()));

        keys.record(bytes("14000020" + SERVER_VERIFY_DATA));
        TrafficSecrets application = keys.application();
        assertEquals("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5",
                HEX.formatHex(application.client()));
        assertEquals("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643",
                HEX.formatHex(application.server()));
        assertEquals("a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61",
                HEX.formatHex(keys.clientVerifyData()));
    }

    @Test
    void theClientHelloOfTheTraceLacksWhatIsNeededHereButIsWellFormed() throws HandshakeException {
        ClientHello hello = ClientHello.decode(bytes(CLIENT_HELLO));

        assertEquals("99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c",
                HEX.formatHex(KeyShares.readOffer(hello.extensions())));
        assertEquals(HandshakeProblem.NO_RAW_KEYS,
                Refusals.of(() -> RawPublicKey.requireOffered(hello.extensions())));
        assertEquals(HandshakeProblem.NO_ED25519,
                Refusals.of(() -> SignatureScheme.requireOffered(hello.extensions())));
    }

    @Test
    void theServerHelloOfTheTraceIsUnderstood() throws HandshakeException {
        ServerHello hello = ServerHello.decode(bytes(SERVER_HELLO));

        assertEquals(CipherSuite.TLS_AES_128_GCM_SHA256, hello.suite());
        assertEquals("c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f",
                HEX.formatHex(KeyShares.readAnswer(hello.extensions())));
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replaceAll("\\s", ""));
    }
}
