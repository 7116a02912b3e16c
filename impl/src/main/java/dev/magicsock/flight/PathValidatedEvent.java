package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A path to a remote may be selected from now on. */
@Name("dev.magicsock.PathValidated")
@Label("Path Validated")
@Description("A path to a remote may be selected from now on")
@Category("MagicSock")
@StackTrace(false)
final class PathValidatedEvent extends Event {
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
}
