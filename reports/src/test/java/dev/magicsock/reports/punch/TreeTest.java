package dev.magicsock.reports.punch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.reports.record.Topology;
import dev.magicsock.reports.record.Topology.Link;
import dev.magicsock.reports.record.Topology.Node;
import dev.magicsock.reports.record.Topology.NodeKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TreeTest {

    @Test
    void theWayBetweenTwoHostsTurnsWhereTheirChainsMeet() {
        Tree tree = tree("home>internet", "carrier>internet", "office>carrier", "alice>home", "bob>office");

        assertEquals(List.of("alice", "home", "internet", "carrier", "office", "bob"), tree.way("alice", "bob"));
        assertEquals(List.of("bob", "office", "carrier"), tree.way("bob", "carrier"));
    }

    @Test
    void hostsBehindTheSameRouterMeetThere() {
        assertEquals(List.of("alice", "home", "bob"),
                tree("home>internet", "alice>home", "bob>home").way("alice", "bob"));
    }

    @Test
    void aSecondInterfaceIsAnExtraLink() {
        Tree tree = tree("wifi>internet", "mobile>internet", "alice>wifi", "alice>mobile");

        assertEquals(List.of("alice", "wifi", "internet"), tree.chain("alice"));
        assertEquals(List.of("mobile"), tree.extraLinks().stream().map(Link::b).toList());
    }

    @Test
    void linksInACircleMakeNoCircle() {
        Tree tree = tree("a>b", "b>c", "c>a");

        assertEquals(1, tree.roots().size());
        assertTrue(tree.chain("a").size() <= 3);
    }

    @Test
    void elementsBelongToTheirNode() {
        assertEquals("home", Tree.nodeOf("home/uplink/up"));
        assertEquals("home", Tree.nodeOf("home"));
    }

    /** Links as {@code lower>upper}; the nodes are those that they name. */
    private static Tree tree(String... links) {
        List<String> names = Arrays.stream(links).flatMap(link -> Stream.of(link.split(">"))).distinct().toList();
        return new Tree(new Topology(
                names.stream().map(name -> new Node(name, NodeKind.ROUTER, List.of(), List.of())).toList(),
                Arrays.stream(links).map(link -> new Link(link.replace('>', '/'), link.split(">")[0],
                        link.split(">")[1], List.of(), List.of())).toList()));
    }
}
