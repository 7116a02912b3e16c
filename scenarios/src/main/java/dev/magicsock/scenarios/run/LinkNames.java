package dev.magicsock.scenarios.run;

import dev.magicsock.netsim.topology.HostOptions;

/** How the simulator calls the links of a scenario. */
final class LinkNames {

    private LinkNames() {
    }

    static String ofHost(String host, String interfaceName) {
        return host + "/" + interfaceName;
    }

    /** Relays and STUN servers have one interface. */
    static String ofServer(String server) {
        return ofHost(server, HostOptions.DEFAULT_INTERFACE);
    }

    static String ofRouter(String router) {
        return router + "/uplink";
    }
}
