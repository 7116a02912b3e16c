package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.Carrier;
import dev.magicsock.reports.record.Traffic;
import dev.magicsock.reports.record.Traffic.CarrierUse;
import dev.magicsock.reports.record.Traffic.Gap;
import dev.magicsock.reports.record.Traffic.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what became of the application's datagrams of one direction. The caller knows the sequence numbers and so
 * which copy is the first; this only counts. Not thread-safe.
 */
public final class TrafficRecorder {

    private record LossKey(String reason, String place, Optional<String> fault) {
    }

    private final int lossLimit;
    private final Map<Carrier, Use> uses = new EnumMap<>(Carrier.class);
    private final Map<LossKey, Long> losses = new LinkedHashMap<>();
    private long sent;
    private long sentBytes;
    private long delivered;
    private long deliveredBytes;
    private long lost;
    private long duplicatesDeliberate;
    private long duplicatesNetwork;
    private long reordered;
    private Optional<Instant> firstSent = Optional.empty();
    private Optional<Instant> firstDelivered = Optional.empty();
    private Instant lastSent = Instant.EPOCH;
    private Optional<Instant> silentSince = Optional.empty();
    private Optional<Gap> longestGap = Optional.empty();

    TrafficRecorder(int lossLimit) {
        this.lossLimit = lossLimit;
    }

    /** The application handed over a datagram. */
    public void sent(int payloadBytes, Instant now) {
        sent++;
        sentBytes += payloadBytes;
        lastSent = now;
        if (firstSent.isEmpty()) {
            firstSent = Optional.of(now);
        }
        if (firstDelivered.isPresent() && silentSince.isEmpty()) {
            silentSince = Optional.of(now);
        }
    }

    /** The application sends nothing for a while: the silence that follows is no gap. */
    public void paused() {
        silentSince.ifPresent(since -> endGap(since, lastSent));
        silentSince = Optional.empty();
    }

    /** A copy was sent over one carrier. */
    public void carried(Carrier carrier, int payloadBytes) {
        use(carrier).sent(payloadBytes);
    }

    /** A copy, first or not, arrived over one carrier. */
    public void arrived(Carrier carrier, int payloadBytes) {
        use(carrier).delivered(payloadBytes);
    }

    /** The first copy of a datagram reached the application. */
    public void delivered(int payloadBytes, Instant now) {
        delivered++;
        deliveredBytes += payloadBytes;
        boolean sending = firstDelivered.isEmpty() || silentSince.isPresent();
        if (firstDelivered.isEmpty()) {
            firstDelivered = Optional.of(now);
        }
        silentSince.ifPresent(since -> endGap(since, now));
        if (sending) {
            silentSince = Optional.of(now);
        }
    }

    /** A further copy arrived because the MagicSock had sent on several paths. */
    public void duplicatedDeliberately() {
        duplicatesDeliberate++;
    }

    /** A further copy arrived because the network made it. */
    public void duplicatedByNetwork() {
        duplicatesNetwork++;
    }

    /** The datagram just delivered was overtaken by a later one. */
    public void reordered() {
        reordered++;
    }

    /**
     * No copy of a datagram arrived.
     *
     * @param reason why the last copy was dropped
     * @param place  the element that dropped it
     * @param fault  the declared fault that accounts for it, if there is one
     */
    public void lost(String reason, String place, Optional<String> fault) {
        lost++;
        LossKey key = new LossKey(reason, place, fault);
        if (!losses.containsKey(key) && losses.size() >= lossLimit - 1) {
            key = new LossKey(Overflow.REASON, Overflow.PLACE, fault);
        }
        losses.merge(key, 1L, Long::sum);
    }

    /**
     * What was counted so far.
     *
     * @throws IllegalStateException where more was delivered or lost than sent
     */
    Traffic toTraffic() {
        long inFlight = sent - delivered - lost;
        if (inFlight < 0) {
            throw new IllegalStateException(sent + " sent, but " + delivered + " delivered and " + lost + " lost");
        }
        return new Traffic(sent, sentBytes, delivered, deliveredBytes, inFlight, duplicatesDeliberate,
                duplicatesNetwork, reordered, firstSent, firstDelivered, gapUpToLastSent(), carrierUses(), lossList());
    }

    private Optional<Gap> gapUpToLastSent() {
        return silentSince.filter(since -> isLonger(since, lastSent))
                .map(since -> new Gap(since, lastSent))
                .or(() -> longestGap);
    }

    private void endGap(Instant since, Instant until) {
        if (isLonger(since, until)) {
            longestGap = Optional.of(new Gap(since, until));
        }
    }

    private boolean isLonger(Instant since, Instant until) {
        Duration longest = longestGap.map(gap -> Duration.between(gap.from(), gap.until())).orElse(Duration.ZERO);
        return Duration.between(since, until).compareTo(longest) > 0;
    }

    private Use use(Carrier carrier) {
        return uses.computeIfAbsent(carrier, _ -> new Use());
    }

    private List<CarrierUse> carrierUses() {
        List<CarrierUse> all = new ArrayList<>();
        uses.forEach((carrier, use) -> all.add(
                new CarrierUse(carrier, use.sent, use.sentBytes, use.delivered, use.deliveredBytes)));
        return all;
    }

    private List<Loss> lossList() {
        List<Loss> all = new ArrayList<>();
        losses.forEach((key, count) -> all.add(new Loss(key.reason(), key.place(), key.fault(), count)));
        return all;
    }

    private static final class Use {
        private long sent;
        private long sentBytes;
        private long delivered;
        private long deliveredBytes;

        private void sent(int bytes) {
            sent++;
            sentBytes += bytes;
        }

        private void delivered(int bytes) {
            delivered++;
            deliveredBytes += bytes;
        }
    }
}
