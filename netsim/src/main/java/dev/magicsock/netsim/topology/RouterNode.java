package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.element.Rebootable;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.router.Router;
import java.util.ArrayList;
import java.util.List;

/** A router and its place in the tree. */
final class RouterNode {

    private final String name;
    private final Router router;
    private final AddressPlan plan;
    private final RouterNode parent;
    private final int portOnParent;
    private final List<Rebootable> rebootables = new ArrayList<>();
    private List<IpAddress> outsideAddresses = List.of();

    /** @param parent null for the root, which has neither uplink nor outside addresses */
    RouterNode(String name, Router router, AddressPlan plan, RouterNode parent, int portOnParent) {
        this.name = name;
        this.router = router;
        this.plan = plan;
        this.parent = parent;
        this.portOnParent = portOnParent;
    }

    String name() {
        return name;
    }

    Router router() {
        return router;
    }

    AddressPlan plan() {
        return plan;
    }

    RouterNode parent() {
        return parent;
    }

    int portOnParent() {
        return portOnParent;
    }

    List<IpAddress> outsideAddresses() {
        return outsideAddresses;
    }

    void add(Rebootable box) {
        rebootables.add(box);
    }

    /** Lets the translators of this router behave otherwise from now on; what they have mapped stays mapped. */
    void change(NatBehavior behavior) {
        boolean changed = false;
        for (Rebootable box : rebootables) {
            if (box instanceof Nat nat) {
                nat.changeBehavior(behavior);
                changed = true;
            }
        }
        if (!changed) {
            throw new IllegalArgumentException("router '" + name + "' has no NAT");
        }
    }

    void noticeExpired(long now) {
        for (Rebootable box : rebootables) {
            if (box instanceof Nat nat) {
                nat.noticeExpired(now);
            }
        }
    }

    void reboot(long now) {
        rebootables.forEach(box -> box.reboot(outsideAddresses, now));
    }

    /** Takes other outside addresses, which the parent routes here from now on. */
    void readdress(List<IpAddress> changed) {
        outsideAddresses.forEach(parent.router::unroute);
        changed.forEach(address -> parent.router.route(address, portOnParent));
        outsideAddresses = changed;
    }

    /** True for this router itself and all above it. */
    boolean isBehind(RouterNode other) {
        for (RouterNode node = this; node != null; node = node.parent) {
            if (node == other) {
                return true;
            }
        }
        return false;
    }
}
