package dev.magicsock.bench.relay;

import dev.magicsock.bench.relay.LoadClient.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Two clients, one of which sends numbered datagrams to the other. In a closed loop the sender is told in memory of
 * each that arrived and sends the next one, so that the relay carries the datagrams and nothing else. Everything on one
 * event loop.
 */
final class LoadPair implements Receiver {

    private final Channel sender;
    private final Frames frames;
    private final Latencies latencies;
    private boolean closedLoop;
    private boolean unflushed;
    private long sent;
    private long arrived;
    private long outOfOrder;

    LoadPair(LoadClient from, LoadClient to, int datagramBytes, Latencies latencies) {
        this.sender = from.channel();
        this.frames = new Frames(to.id(), datagramBytes);
        this.latencies = latencies;
        to.setReceiver(this);
    }

    /** Keeps this many datagrams on their way until {@link #stop}. */
    void start(int window) {
        closedLoop = true;
        for (int i = 0; i < window; i++) {
            send();
        }
        sender.flush();
    }

    void stop() {
        closedLoop = false;
    }

    void sendOne() {
        send();
        sender.flush();
    }

    private void send() {
        sender.write(frames.datagram(sender.alloc(), sent++, System.nanoTime()), sender.voidPromise());
    }

    @Override
    public void datagram(ByteBuf bytes, int at) {
        if (bytes.getLong(at + Frames.STAMP_OFFSET) != arrived) {
            outOfOrder++;
        }
        arrived++;
        latencies.add(System.nanoTime() - bytes.getLong(at + Frames.STAMP_OFFSET + Long.BYTES));
        if (closedLoop) {
            send();
            unflushed = true;
        }
    }

    @Override
    public void readComplete() {
        if (unflushed) {
            unflushed = false;
            sender.flush();
        }
    }


    /** How many have not arrived, or not in order; meaningful once none is on its way. */
    long wrong() {
        return sent - arrived + outOfOrder;
    }
}
