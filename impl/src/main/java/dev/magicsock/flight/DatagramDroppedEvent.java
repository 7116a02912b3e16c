package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;

/** A datagram ended at this endpoint; only some are recorded, all are counted. */
@Name("dev.magicsock.DatagramDropped")
@Label("Datagram Dropped")
@Description("A datagram ended at this endpoint; only some are recorded, all are counted")
@Category("MagicSock")
@StackTrace(false)
// A flood must not fill the recording.
@Throttle("20/s")
final class DatagramDroppedEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Remote")
    String remote;
    @Label("Reason")
    String reason;
    @Label("Size")
    @DataAmount
    int size;
    @Label("Dropped for this Reason so far")
    long total;
}
