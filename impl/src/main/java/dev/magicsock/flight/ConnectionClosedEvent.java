package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection with a remote ended. */
@Name("dev.magicsock.ConnectionClosed")
@Label("Connection Closed")
@Description("A connection with a remote ended")
@Category("MagicSock")
@StackTrace(false)
final class ConnectionClosedEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Remote")
    String remote;
    @Label("Application Protocol")
    String protocol;
    @Label("How it Ended")
    String how;
}
