package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Others find this endpoint at this relay from now on. */
@Name("dev.magicsock.HomeRelayChanged")
@Label("Home Relay Changed")
@Description("Others find this endpoint at this relay from now on")
@Category("MagicSock")
@StackTrace(false)
final class HomeRelayChangedEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Relay")
    String relay;
}
