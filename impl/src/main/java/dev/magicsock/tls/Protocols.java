package dev.magicsock.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names of application protocols and the extension that carries them (RFC 7301 section 3.1). */
final class Protocols {

    private static final int MAX_BYTES = 255;

    private Protocols() {
    }

    /**
     * A checked copy.
     *
     * @throws IllegalArgumentException if there is none, or one is empty or longer than 255 bytes of UTF-8
     */
    static List<String> check(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no application protocol");
        }
        for (String name : names) {
            int length = encode(name).length;
            if (length == 0 || length > MAX_BYTES) {
                throw new IllegalArgumentException("the name of a protocol takes 1 to 255 bytes: '" + name + "'");
            }
        }
        return List.copyOf(names);
    }

    static WireWriter write(List<String> names) {
        WireWriter list = new WireWriter();
        names.forEach(name -> list.vector8(encode(name)));
        return new WireWriter().vector16(list);
    }

    static List<byte[]> read(WireReader extension) throws HandshakeException {
        WireReader list = extension.vector16();
        extension.end();
        List<byte[]> names = new ArrayList<>();
        while (list.hasMore()) {
            byte[] name = list.vector8().rest();
            if (name.length == 0) {
                throw new HandshakeException(HandshakeProblem.MALFORMED, "an application protocol without a name");
            }
            names.add(name);
        }
        return names;
    }

    /** The first of {@code preferred} that the peer named. */
    static String choose(List<String> preferred, List<byte[]> named) throws HandshakeException {
        return preferred.stream()
                .filter(name -> named.stream().anyMatch(other -> Arrays.equals(encode(name), other)))
                .findFirst().orElseThrow(() -> new HandshakeException(HandshakeProblem.NO_COMMON_PROTOCOL));
    }

    private static byte[] encode(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
