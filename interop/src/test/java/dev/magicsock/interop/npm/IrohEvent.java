package dev.magicsock.interop.npm;

import tools.jackson.databind.JsonNode;

/** What a real endpoint tells without being asked. Connections are numbered by their endpoint. */
sealed interface IrohEvent {

    /** Somebody dialled, and the handshake is complete. */
    record Accepted(int connection, String remote, String alpn) implements IrohEvent {
    }

    /** A connection ended; the reason in iroh's words. */
    record Closed(int connection, String reason) implements IrohEvent {
    }

    /** What a connection sends takes this path from now on; to an address, or to the URL of a relay. */
    record Selected(int connection, String remote, boolean relay) implements IrohEvent {
    }

    /** Somebody dialled and did not come through. */
    record Refused(String error) implements IrohEvent {
    }

    /** Something else went wrong. */
    record Failed(String error) implements IrohEvent {
    }

    static IrohEvent of(JsonNode line) {
        int connection = line.path("connection").asInt(-1);
        return switch (line.path("event").asString()) {
            case "accepted" -> new Accepted(connection, line.path("remote").asString(), line.path("alpn").asString());
            case "closed" -> new Closed(connection, line.path("reason").asString());
            case "selected" ->
                    new Selected(connection, line.path("remote").asString(), line.path("relay").asBoolean());
            case "refused" -> new Refused(line.path("error").asString());
            default -> new Failed(line.path("error").asString(line.toString()));
        };
    }
}
