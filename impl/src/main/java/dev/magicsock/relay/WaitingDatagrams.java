package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.time.Deadline;
import java.time.Instant;
import java.util.Optional;

/**
 * Datagrams that wait for one relay connection: control before data, bounded, and not for ever. Reports and counts
 * those that are dropped. Not thread-safe.
 */
final class WaitingDatagrams {

    private final RelayClientConfig config;
    private final RelayClientOutput output;
    private final DatagramTally tally;
    private final SendQueue control;
    private final SendQueue data;

    WaitingDatagrams(RelayClientConfig config, RelayClientOutput output, DatagramTally tally) {
        this.config = config;
        this.output = output;
        this.tally = tally;
        this.control = new SendQueue(config.controlQueueFrames(), Integer.MAX_VALUE);
        this.data = new SendQueue(config.dataQueueFrames(), config.dataQueueBytes());
    }

    int size() {
        return control.size() + data.size();
    }

    /** Adds a control message, copied; one for which there is no room is dropped. */
    void addControl(EndpointId destination, byte[] bytes, int offset, int length, Instant now) {
        byte[] frame = DatagramFrames.toRelay(destination, Ecn.NOT_ECT, bytes, offset, length);
        if (!control.offer(new SendQueue.Entry(destination, frame, now))) {
            drop(destination, bytes, offset, length, RelayDrop.CONTROL_QUEUE_FULL);
        }
    }

    /** Adds a datagram, copied; one for which there is no room is dropped. */
    void addData(EndpointId destination, Ecn ecn, byte[] bytes, int offset, int length, Instant now) {
        byte[] frame = DatagramFrames.toRelay(destination, ecn, bytes, offset, length);
        if (!data.offer(new SendQueue.Entry(destination, frame, now))) {
            drop(destination, bytes, offset, length, RelayDrop.DATA_QUEUE_FULL);
        }
    }

    /** The queue whose turn it is; null if nothing waits. */
    SendQueue next() {
        if (!control.isEmpty()) {
            return control;
        }
        return data.isEmpty() ? null : data;
    }

    /** Drops what has waited for too long. */
    void dropStale(Instant now) {
        dropStale(control, now);
        dropStale(data, now);
    }

    private void dropStale(SendQueue queue, Instant now) {
        while (!queue.isEmpty() && !now.isBefore(queue.peek().since().plus(config.staleAfter()))) {
            drop(queue.poll(), RelayDrop.STALE_WHILE_DISCONNECTED);
        }
    }

    /** When {@link #dropStale} has something to do. */
    Optional<Deadline> nextStale() {
        return Deadline.earlier(staleDeadline(control), staleDeadline(data));
    }

    private Optional<Deadline> staleDeadline(SendQueue queue) {
        return Optional.ofNullable(queue.peek())
                .map(entry -> new Deadline(entry.since().plus(config.staleAfter()), "datagram waits too long"));
    }

    void dropAll(RelayDrop reason) {
        for (SendQueue queue = next(); queue != null; queue = next()) {
            drop(queue.poll(), reason);
        }
    }

    private void drop(SendQueue.Entry entry, RelayDrop reason) {
        byte[] frame = entry.frame();
        int contents = DatagramFrames.contentsOffset(frame, FrameType.CLIENT_TO_RELAY_DATAGRAM);
        drop(entry.destination(), frame, contents, frame.length - contents, reason);
    }

    /** Reports a datagram that does not get here. */
    void drop(EndpointId destination, byte[] bytes, int offset, int length, RelayDrop reason) {
        tally.dropped(reason);
        output.datagramDropped(destination, bytes, offset, length, reason);
    }
}
