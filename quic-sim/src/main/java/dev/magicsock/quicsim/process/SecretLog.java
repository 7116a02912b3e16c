package dev.magicsock.quicsim.process;

/** Takes the secrets of TLS connections, for programs that decrypt what was captured. */
@FunctionalInterface
public interface SecretLog {

    /** Takes none. */
    SecretLog NONE = line -> { };

    /** One line in the format of SSLKEYLOGFILE, without its end (RFC 9850 section 2). */
    void line(String line);
}
