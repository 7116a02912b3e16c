package dev.magicsock.bench.relay;

import dev.magicsock.bench.relay.LoadClient.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two clients, one of which sends numbered datagrams to the other. In a closed loop the sender is told in memory of
 * each that arrived and sends the next one, so that the relay carries the datagrams and nothing else. Everything on one
 * event loop.
 */
final class LoadPair implements Receiver {

    /**
     * So many paced datagrams are on their way at most. A driver that gets no processor for seconds would otherwise
     * make up for it with a burst, which overflows a relay's queue of 512 for each recipient and says nothing about it.
     */
    private static final int PACED_WINDOW = 256;

    /** A busy machine may take long to deliver what is on its way; what is not there by then is missing. */
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(10);

    private final LoadClient from;
    private final LoadClient to;
    private final Channel sender;
    private final Frames frames;
    private final Latencies latencies;
    private boolean closedLoop;
    private boolean unflushed;
    private final Numbers numbers = new Numbers();
    private long held;

    LoadPair(LoadClient from, LoadClient to, int datagramBytes, Latencies latencies) {
        this.from = from;
        this.to = to;
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
        if (numbers.missing() >= PACED_WINDOW) {
            held++;
            return;
        }
        send();
        sender.flush();
    }

    private void send() {
        sender.write(frames.datagram(sender.alloc(), numbers.next(), System.nanoTime()), sender.voidPromise());
    }

    @Override
    public void datagram(ByteBuf bytes, int at) {
        numbers.arrived(bytes.getLong(at + Frames.STAMP_OFFSET));
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

    /** How many were sent so far. */
    long sent() {
        return numbers.sent();
    }

    /** Waits for everything that is on its way to these pairs, but not for ever, and says what went wrong. */
    static Losses drained(List<LoadPair> pairs, EventLoop loop) throws InterruptedException, ExecutionException {
        long giveUp = System.nanoTime() + DRAINED_WITHIN.toNanos();
        Losses losses = losses(pairs, loop);
        while (losses.missing() > 0 && System.nanoTime() < giveUp) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            losses = losses(pairs, loop);
        }
        return losses;
    }

    private static Losses losses(List<LoadPair> pairs, EventLoop loop)
            throws InterruptedException, ExecutionException {
        return loop.submit(() -> pairs.stream().map(LoadPair::losses).reduce(Losses.NONE, Losses::plus)).get();
    }

    private Losses losses() {
        return new Losses(numbers.missing(), numbers.outOfOrder(), held,
                Stream.of(from, to).filter(LoadClient::hasEnded).count());
    }
}
