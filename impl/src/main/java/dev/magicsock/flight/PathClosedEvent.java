package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A path to a remote is not used any more; the round trip is -1 if it is not known. */
@Name("dev.magicsock.PathClosed")
@Label("Path Closed")
@Description("A path to a remote is not used any more; the round trip is -1 if it is not known")
@Category("MagicSock")
@StackTrace(false)
final class PathClosedEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Remote")
    String remote;
    @Label("Kind of Path")
    String kind;
    @Label("Path")
    String path;
    @Label("Round Trip")
    @Timespan(Timespan.NANOSECONDS)
    long roundTrip;
    @Label("Reason")
    String reason;
}
