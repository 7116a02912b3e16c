package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Datagrams to a remote travel by this path from now on; the round trip is -1 if it is not known. */
@Name("dev.magicsock.PathSelected")
@Label("Path Selected")
@Description("Datagrams to a remote travel by this path from now on; the round trip is -1 if it is not known")
@Category("MagicSock")
@StackTrace(false)
final class PathSelectedEvent extends Event {
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
