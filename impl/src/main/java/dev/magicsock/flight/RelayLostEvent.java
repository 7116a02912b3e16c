package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A relay connection ended. */
@Name("dev.magicsock.RelayLost")
@Label("Relay Lost")
@Description("A relay connection ended")
@Category("MagicSock")
@StackTrace(false)
final class RelayLostEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Relay")
    String relay;
    @Label("Reason")
    String reason;
}
