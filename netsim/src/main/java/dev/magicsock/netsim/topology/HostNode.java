package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.host.SimulatedHost;
import java.util.List;

/** A host and where its interfaces are attached, in the order of the interfaces. */
record HostNode(SimulatedHost host, List<Attachment> attachments) {

    HostNode {
        attachments = List.copyOf(attachments);
    }

    /** @throws IllegalArgumentException if there is no such interface */
    Attachment attachment(String interfaceName) {
        return attachments.stream().filter(each -> each.interfaceName().equals(interfaceName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "host '" + host.name() + "' has no interface '" + interfaceName + "'"));
    }
}
