package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of every application datagram of one direction.
 *
 * <p>Each datagram that was sent is delivered, lost or still under way at the end, and nothing else; copies beyond the
 * first are counted apart.
 *
 * @param sent                 datagrams that the application handed over
 * @param sentBytes            their payload bytes
 * @param delivered            datagrams of which at least one copy reached the application
 * @param deliveredBytes       their payload bytes, each datagram once
 * @param inFlight             datagrams neither delivered nor known to be lost when the run ended
 * @param duplicatesDeliberate further copies that arrived because the MagicSock sent on several paths
 * @param duplicatesNetwork    further copies that arrived because the network made them
 * @param reordered            datagrams delivered after one with a higher sequence number
 * @param firstSent            when the first datagram was handed over
 * @param firstDelivered       when the first one arrived
 * @param longestGap           the longest time without a delivery between two deliveries, or up to the end of sending
 * @param carriers             use of each carrier, in the order of {@link Carrier}
 * @param losses               the lost ones by cause, in the order of first occurrence
 */
public record Traffic(long sent, long sentBytes, long delivered, long deliveredBytes, long inFlight,
                      long duplicatesDeliberate, long duplicatesNetwork, long reordered,
                      Optional<Instant> firstSent, Optional<Instant> firstDelivered, Optional<Gap> longestGap,
                      List<CarrierUse> carriers, List<Loss> losses) {

    public Traffic {
        Check.notNegative("sent bytes", sentBytes);
        Check.notNegative("delivered", delivered);
        Check.notNegative("delivered bytes", deliveredBytes);
        Check.notNegative("in flight", inFlight);
        Check.notNegative("deliberate duplicates", duplicatesDeliberate);
        Check.notNegative("network duplicates", duplicatesNetwork);
        Check.notNegative("reordered", reordered);
        firstSent.ifPresent(at -> Check.time("first sent", at));
        firstDelivered.ifPresent(at -> Check.time("first delivered", at));
        Objects.requireNonNull(longestGap, "longest gap");
        carriers = List.copyOf(carriers);
        losses = List.copyOf(losses);
        long lost = losses.stream().mapToLong(Loss::count).sum();
        if (sent != delivered + lost + inFlight) {
            throw new IllegalArgumentException(sent + " sent, but " + delivered + " delivered, " + lost + " lost and "
                    + inFlight + " in flight");
        }
    }

    /** No datagram was sent. */
    public static Traffic none() {
        return new Traffic(0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(), List.of());
    }

    /** Datagrams of which no copy arrived. */
    public long lost() {
        return losses.stream().mapToLong(Loss::count).sum();
    }

    /** Lost datagrams that no declared fault accounts for. */
    public long lostOutsideFaults() {
        return losses.stream().filter(loss -> loss.fault().isEmpty()).mapToLong(Loss::count).sum();
    }

    /** A time without a delivery. */
    public record Gap(Instant from, Instant until) {

        public Gap {
            Check.order(from, until);
        }
    }

    /**
     * Copies that travelled over one carrier; a datagram sent over two paths counts on both.
     *
     * @param sentBytes      payload bytes, as the application counts them
     * @param deliveredBytes payload bytes of the copies that reached the remote host
     */
    public record CarrierUse(Carrier carrier, long sent, long sentBytes, long delivered, long deliveredBytes) {

        public CarrierUse {
            Objects.requireNonNull(carrier, "carrier");
            Check.notNegative("sent", sent);
            Check.notNegative("sent bytes", sentBytes);
            Check.notNegative("delivered", delivered);
            Check.notNegative("delivered bytes", deliveredBytes);
        }
    }

    /**
     * Lost datagrams with the same cause.
     *
     * @param reason why the last copy was dropped, in the network's word for it
     * @param place  the element that dropped it
     * @param fault  name of the declared fault that accounts for the loss
     * @param count  at least one
     */
    public record Loss(String reason, String place, Optional<String> fault, long count) {

        public Loss {
            Check.name("reason", reason);
            Check.name("place", place);
            Objects.requireNonNull(fault, "fault");
            Check.positive("count", count);
        }
    }
}
