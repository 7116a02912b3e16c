package dev.magicsock.relaystub.server;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Notes what a relay wants done, in order, until it is taken. */
final class RecordedOutput implements RelayServerOutput {

    private final List<Entry> entries = new ArrayList<>();

    sealed interface Entry {
    }

    record Sent(ConnectionId connection, String hex) implements Entry {
        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    record Closed(ConnectionId connection, CloseReason reason, String detail) implements Entry {
    }

    record Paused(ConnectionId connection) implements Entry {
    }

    record Resumed(ConnectionId connection) implements Entry {
    }

    record Dropped(ConnectionId connection, RelayServerDrop reason) implements Entry {
    }

    boolean hasAny() {
        return !entries.isEmpty();
    }

    /** Everything since the last time. */
    List<Entry> take() {
        List<Entry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    /** What one connection was sent since the last time; everything else is forgotten. */
    List<byte[]> takeSentTo(ConnectionId connection) {
        return take().stream()
                .filter(entry -> entry instanceof Sent sent && sent.connection().equals(connection))
                .map(entry -> ((Sent) entry).bytes())
                .toList();
    }

    static Sent sent(ConnectionId connection, byte[] message) {
        return new Sent(connection, HexFormat.of().formatHex(message));
    }

    @Override
    public void send(ConnectionId connection, byte[] message) {
        entries.add(sent(connection, message));
    }

    @Override
    public void close(ConnectionId connection, CloseReason reason, String detail) {
        entries.add(new Closed(connection, reason, detail));
    }

    @Override
    public void pauseReading(ConnectionId connection) {
        entries.add(new Paused(connection));
    }

    @Override
    public void resumeReading(ConnectionId connection) {
        entries.add(new Resumed(connection));
    }

    @Override
    public void datagramDropped(ConnectionId connection, byte[] frame, RelayServerDrop reason) {
        entries.add(new Dropped(connection, reason));
    }
}
