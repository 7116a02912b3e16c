package dev.magicsock.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection with a remote was established. */
@Name("dev.magicsock.ConnectionOpened")
@Label("Connection Opened")
@Description("A connection with a remote was established")
@Category("MagicSock")
@StackTrace(false)
final class ConnectionOpenedEvent extends Event {
    @Label("Endpoint")
    String endpoint;
    @Label("Remote")
    String remote;
    @Label("Application Protocol")
    String protocol;
    @Label("Dialled by this Endpoint")
    boolean dialled;
}
