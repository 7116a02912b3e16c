package dev.magicsock.netsim.link;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.DelayLine;
import dev.magicsock.netsim.element.Element;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Outlet;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import java.util.random.RandomGenerator;

/** One direction of a link: brings packets to the element at its end, as its conditions say. */
public final class LinkDirection implements Outlet {

    private final ElementContext context;
    private final DelayLine underWay;
    private final RandomGenerator random;

    private LinkConditions conditions;
    private LinkState state = LinkState.UP;
    private DropOrdinals dropList;
    private LossModel loss;
    private Bottleneck bottleneck;
    /** Instead of the bottleneck, where the queue is not drop-tail. */
    private CodelQueue codel;
    private long radioIdleNanos;
    private long radioWakeUpNanos;
    /** When the radio sent its last bit, or will be awake. */
    private long radioBusyUntil;

    /** True if a packet that fits needs no draw, no queue and no check of the state. */
    private boolean plain;
    private int mtuBytes;
    private long latencyNanos;
    /** Arrival of the last packet that was not held back; no later one may come before it. */
    private long lastArrival;

    private LinkDirection opposite;
    private IpAddress reporterV4;
    private IpAddress reporterV6;

    /**
     * @param target     the element at the end
     * @param targetPort the port by which packets come in there
     */
    public LinkDirection(ElementContext context, LinkConditions conditions, Element target, int targetPort) {
        this.context = context;
        this.random = context.random();
        Element end = (packet, port, nowNanos) -> {
            context.leftLink(packet, nowNanos);
            target.receive(packet, port, nowNanos);
        };
        this.underWay = new DelayLine(context.queue(), end, targetPort);
        change(conditions);
    }

    /**
     * Says who answers for packets that are too big.
     *
     * @param back the other direction of the same link, by which answers enter the element where this one begins
     * @param v4   source address of answers over IPv4, or null if there is none and nobody answers
     * @param v6   source address of answers over IPv6, or null if there is none and nobody answers
     */
    public void reportBy(LinkDirection back, IpAddress v4, IpAddress v6) {
        opposite = back;
        reporterV4 = v4;
        reporterV6 = v6;
    }

    /** Changes the conditions for packets that come from now on; those under way keep theirs. */
    public void change(LinkConditions changed) {
        conditions = changed;
        mtuBytes = changed.mtuBytes();
        latencyNanos = changed.latency().toNanos();
        dropList = DropOrdinals.of(changed.loss());
        loss = LossModel.of(changed.loss(), random);
        radioIdleNanos = changed.radio().idle().toNanos();
        radioWakeUpNanos = changed.radio().wakeUp().toNanos();
        changeQueue(changed);
        updatePlain();
    }

    /** What waits in a queue that keeps packets moves on into the new one. */
    private void changeQueue(LinkConditions changed) {
        CodelQueue before = codel;
        long busyUntil = before == null ? 0 : before.busyUntil();
        if (bottleneck != null) {
            busyUntil = bottleneck.busyUntil();
        }
        bottleneck = null;
        codel = null;
        if (changed.bitsPerSecond() != LinkConditions.UNLIMITED && changed.queue() instanceof QueueLimit.Codel limit) {
            codel = new CodelQueue(limit, changed.bitsPerSecond(), changed.mtuBytes(), busyUntil, context.queue(),
                    new Turn());
        } else if (changed.bitsPerSecond() != LinkConditions.UNLIMITED) {
            bottleneck = new Bottleneck(changed.bitsPerSecond(), changed.queue(), busyUntil);
        }
        while (before != null && before.size() > 0) {
            enqueue(before.removeFirst(), context.queue().now());
        }
    }

    private void updatePlain() {
        plain = state == LinkState.UP && dropList == null && loss == null && bottleneck == null && codel == null
                && radioWakeUpNanos == 0
                && conditions.jitter() instanceof Jitter.None && conditions.duplicationRatio() == 0
                && conditions.corruptionRatio() == 0 && conditions.reordering().ratio() == 0;
    }

    /** Brings the link up or down, or makes it dead. Going down loses what is under way. */
    public void turn(LinkState changed, long nowNanos) {
        state = changed;
        updatePlain();
        if (changed == LinkState.DOWN) {
            for (Packet lost = underWay.removeFirst(); lost != null; lost = underWay.removeFirst()) {
                context.drop(lost, DropReason.LINK_DOWN, nowNanos);
            }
            while (codel != null && codel.size() > 0) {
                context.drop(codel.removeFirst(), DropReason.LINK_DOWN, nowNanos);
            }
        }
    }

    /** How many packets are on this direction now. */
    public int underWay() {
        return underWay.size() + (codel == null ? 0 : codel.size());
    }

    @Override
    public void send(Packet packet, long nowNanos) {
        context.enteredLink(packet, nowNanos);
        if (plain && packet.sizeBytes() <= mtuBytes) {
            arriveInOrder(packet, nowNanos + latencyNanos, nowNanos);
        } else {
            sendShaped(packet, nowNanos);
        }
    }

    private void sendShaped(Packet packet, long now) {
        DropReason refusal = refusal(packet);
        if (refusal != null) {
            if (refusal == DropReason.PACKET_TOO_BIG) {
                answerTooBig(packet, now);
            }
            context.drop(packet, refusal, now);
            return;
        }
        wakeRadio(now);
        enqueue(packet, now);
    }

    private void enqueue(Packet packet, long now) {
        if (codel != null) {
            waitInCodel(packet, now);
            return;
        }
        long left = bottleneck == null ? Math.max(now, radioBusyUntil) : bottleneck.admit(packet.sizeBytes(), now);
        if (bottleneck != null && left != Bottleneck.FULL && bottleneck.waitingBytes() > 0) {
            context.queued(bottleneck.waitingBytes(), now);
        }
        if (left == Bottleneck.FULL) {
            context.drop(packet, DropReason.QUEUE_FULL, now);
        } else {
            transmit(packet, left, now);
        }
    }

    private void waitInCodel(Packet packet, long now) {
        if (!codel.offer(packet, now)) {
            context.drop(packet, DropReason.QUEUE_FULL, now);
        } else if (codel.waitingBytes() > 0) {
            context.queued(codel.waitingBytes(), now);
        }
    }

    /** A radio that has fallen asleep sends nothing until it is awake. */
    private void wakeRadio(long now) {
        if (radioWakeUpNanos == 0 || now - radioBusyUntil < radioIdleNanos) {
            return;
        }
        radioBusyUntil = now + radioWakeUpNanos;
        if (bottleneck != null) {
            bottleneck.holdUntil(radioBusyUntil);
        } else if (codel != null) {
            codel.holdUntil(radioBusyUntil);
        }
    }

    private void transmit(Packet packet, long left, long now) {
        radioBusyUntil = Math.max(radioBusyUntil, left);
        if (loss != null && loss.loses()) {
            context.drop(packet, DropReason.LINK_LOSS, now);
        } else {
            arrive(packet, left, now);
        }
    }

    private final class Turn implements CodelQueue.Exit {
        @Override
        public void transmit(Packet packet, long leftNanos, long nowNanos) {
            LinkDirection.this.transmit(packet, leftNanos, nowNanos);
        }

        @Override
        public void dropStanding(Packet packet, long nowNanos) {
            context.drop(packet, DropReason.QUEUE_STANDING, nowNanos);
        }
    }

    /** Why the link does not take the packet at all, or null. */
    private DropReason refusal(Packet packet) {
        if (state != LinkState.UP) {
            return state == LinkState.DOWN ? DropReason.LINK_DOWN : DropReason.LINK_DEAD;
        }
        if (packet.sizeBytes() > mtuBytes) {
            return DropReason.PACKET_TOO_BIG;
        }
        return dropList != null && dropList.namesNext() ? DropReason.LINK_DROP_LIST : null;
    }

    private void arrive(Packet packet, long left, long now) {
        if (happens(conditions.corruptionRatio())) {
            packet.corrupt();
        }
        long arrival = left + latencyNanos + JitterModel.draw(conditions.jitter(), random);
        boolean heldBack = happens(conditions.reordering().ratio());
        Packet copy = happens(conditions.duplicationRatio()) ? context.duplicate(packet, now) : null;
        if (heldBack) {
            arriveAt(packet, Math.max(arrival, lastArrival) + conditions.reordering().delay().toNanos(), now);
        } else {
            arriveInOrder(packet, arrival, now);
        }
        if (copy != null) {
            arriveInOrder(copy, arrival, now);
        }
    }

    /** Draws only if the knob is set. */
    private boolean happens(double ratio) {
        return ratio > 0 && random.nextDouble() < ratio;
    }

    private void arriveInOrder(Packet packet, long arrival, long now) {
        if (arrival > lastArrival) {
            lastArrival = arrival;
        }
        arriveAt(packet, lastArrival, now);
    }

    private void arriveAt(Packet packet, long arrival, long now) {
        if (underWay.isFull()) {
            context.drop(packet, DropReason.IN_FLIGHT_LIMIT, now);
        } else {
            underWay.add(packet, arrival);
        }
    }

    /**
     * The answer enters the element where this direction begins, as if it came from the link; never about an
     * answer.
     */
    private void answerTooBig(Packet packet, long now) {
        IpAddress reporter = packet.source().address().isV4() ? reporterV4 : reporterV6;
        if (conditions.oversize() == Oversize.ANSWER && reporter != null && packet.transport() != Transport.ICMP) {
            Packet answer = context.newPacket();
            answer.fillIcmp(IpEndpoint.of(reporter, 0), new IcmpError.PacketTooBig(mtuBytes), packet);
            context.sent(answer, now);
            opposite.arriveAt(answer, now, now);
        }
    }
}
