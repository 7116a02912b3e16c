package dev.magicsock.tls;

/**
 * The two secrets of one level, from which the packet keys follow (RFC 8446 section 7.1).
 *
 * @param client what the client sends is protected under this secret
 * @param server what the server sends is protected under this secret
 */
public record TrafficSecrets(byte[] client, byte[] server) {

    public TrafficSecrets {
        client = client.clone();
        server = server.clone();
    }

    @Override
    public byte[] client() {
        return client.clone();
    }

    @Override
    public byte[] server() {
        return server.clone();
    }

    /** Shows nothing secret. */
    @Override
    public String toString() {
        return "TrafficSecrets(" + client.length + " bytes each)";
    }
}
