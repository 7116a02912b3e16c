package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A relay let this endpoint in. */
@Name("dev.magicsock.RelayConnected")
@Label("Relay Connected")
@Description("A relay let this endpoint in")
@Category("MagicSock")
@StackTrace(false)
final class RelayConnectedEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Relay")
    String relay;
}
