package dev.magicsock.socket;

import dev.magicsock.address.SocketAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * IPv6 addresses that are deprecated (RFC 4862 section 5.5.4) or not yet known to be unique (section 5.4), which Java
 * does not tell. Linux does, in a file of lines with address, interface, prefix length, scope, flags and name.
 */
final class DeprecatedAddresses {

    private static final Path FILE = Path.of("/proc/net/if_inet6");
    private static final int FIELDS = 6;
    private static final int FLAGS_FIELD = 4;
    private static final int DEPRECATED = 0x20;
    private static final int TENTATIVE = 0x40;

    private DeprecatedAddresses() {
    }

    /** Empty where the system does not say. */
    static Set<InetAddress> read() {
        try {
            return Files.exists(FILE)
                    ? parse(Files.readAllLines(FILE, StandardCharsets.US_ASCII)) : new LinkedHashSet<>();
        } catch (IOException e) {
            return new LinkedHashSet<>();
        }
    }

    /** Lines of any other form are skipped. */
    static Set<InetAddress> parse(List<String> lines) {
        Set<InetAddress> found = new LinkedHashSet<>();
        for (String line : lines) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length == FIELDS && isUnwanted(fields[FLAGS_FIELD])) {
                addAddress(fields[0], found);
            }
        }
        return found;
    }

    private static boolean isUnwanted(String flags) {
        try {
            return (Integer.parseInt(flags, 16) & (DEPRECATED | TENTATIVE)) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void addAddress(String hex, Set<InetAddress> found) {
        try {
            found.add(SocketAddresses.ofBytes(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            // Not a line of the known form.
        }
    }
}
