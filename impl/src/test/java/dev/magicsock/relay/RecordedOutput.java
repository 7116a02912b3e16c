package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes what a client wants done, in order, until it is taken. */
final class RecordedOutput implements RelayClientOutput {

    private final List<Entry> entries = new ArrayList<>();

    sealed interface Entry {
    }

    record Dialed(RelayUrl url, TransportId transport) implements Entry {
    }

    record Sent(TransportId transport, List<Byte> message) implements Entry {
        byte[] bytes() {
            byte[] bytes = new byte[message.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = message.get(i);
            }
            return bytes;
        }
    }

    record ClosedTransport(TransportId transport) implements Entry {
    }

    record Received(EndpointId source, Ecn ecn, String text) implements Entry {
    }

    record Changed(RelayStatus status) implements Entry {
    }

    record Measured(Duration roundTripTime) implements Entry {
    }

    record Dropped(EndpointId destination, String text, RelayDrop reason) implements Entry {
    }

    /** Everything since the last time. */
    List<Entry> take() {
        List<Entry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    /** The messages sent since the last time. */
    List<byte[]> sent() {
        return entries.stream().filter(Sent.class::isInstance).map(entry -> ((Sent) entry).bytes()).toList();
    }

    /** As {@link #sent}; everything else is forgotten. */
    List<byte[]> takeSent() {
        List<byte[]> sent = sent();
        entries.clear();
        return sent;
    }

    static Sent sent(TransportId transport, byte[] message) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : message) {
            bytes.add(b);
        }
        return new Sent(transport, bytes);
    }

    @Override
    public void dial(RelayUrl url, TransportId transport) {
        entries.add(new Dialed(url, transport));
    }

    @Override
    public void send(TransportId transport, byte[] message) {
        entries.add(sent(transport, message));
    }

    @Override
    public void closeTransport(TransportId transport) {
        entries.add(new ClosedTransport(transport));
    }

    @Override
    public void datagramReceived(EndpointId source, Ecn ecn, byte[] bytes, int offset, int length) {
        entries.add(new Received(source, ecn, text(bytes, offset, length)));
    }

    @Override
    public void statusChanged(RelayStatus status) {
        entries.add(new Changed(status));
    }

    @Override
    public void roundTripMeasured(Duration roundTripTime) {
        entries.add(new Measured(roundTripTime));
    }

    @Override
    public void datagramDropped(EndpointId destination, byte[] bytes, int offset, int length, RelayDrop reason) {
        entries.add(new Dropped(destination, text(bytes, offset, length), reason));
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
