package dev.magicsock.scenarios.record;

import dev.magicsock.relaystub.server.RelayServerDrop;
import dev.magicsock.scenarios.host.RelayProgram;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Locale;

/** Notes application datagrams that a relay drops. */
record RelayDropWatch(String relay, Cast cast, Pairs pairs, InstantSource world) implements RelayProgram.DropListener {

    /** Type, peer id and ECN in front of a relayed datagram (relay protocol section 6). */
    private static final int HEADER_BYTES = 34;

    @Override
    public void dropped(byte[] frame, RelayServerDrop reason) {
        if (frame.length <= HEADER_BYTES) {
            return;
        }
        ByteBuffer contents = ByteBuffer.wrap(frame, HEADER_BYTES, frame.length - HEADER_BYTES).slice();
        String label = "relay-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        TestDatagram.peek(contents).ifPresent(datagram -> pairs.ledger(datagram, cast).ifPresent(ledger ->
                ledger.dropped(datagram.sequence(), new DatagramLedger.Loss(label, relay, world.instant()))));
    }
}
