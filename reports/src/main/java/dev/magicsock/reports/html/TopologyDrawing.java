package dev.magicsock.reports.html;

import dev.magicsock.reports.punch.Tree;
import dev.magicsock.reports.record.Fact;
import dev.magicsock.reports.record.Topology.Link;
import dev.magicsock.reports.record.Topology.Node;
import dev.magicsock.reports.record.Topology.NodeKind;
import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws the tree of the network as SVG: the internet on top, hosts at the leaves. */
final class TopologyDrawing {

    private static final int SLOT = 214;
    private static final int BOX_WIDTH = 186;
    private static final int LINE = 16;
    private static final int PADDING = 12;
    private static final int LEVEL_GAP = 74;
    private static final int MARGIN = 14;
    /** Leaves of the drawing; a wider one is no overview any more. */
    private static final int MAX_LEAVES = 16;
    /** Columns of a line in a box. */
    private static final int MAX_TEXT = 27;
    private static final SafeText SAFE = new SafeText(Glyphs.UNICODE);

    private final Tree tree;
    private final Markup out;
    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final List<Integer> levelHeights = new ArrayList<>();
    private int leaves;
    private int leftOut;

    private record Box(Node node, int depth, double slot, List<String> lines) {

        int height() {
            return 2 * PADDING + LINE * (1 + lines.size());
        }

        double x() {
            return MARGIN + slot * SLOT + SLOT / 2.0;
        }
    }

    TopologyDrawing(Tree tree, Markup out) {
        this.tree = tree;
        this.out = out;
    }

    /** How many nodes had no room. */
    int leftOut() {
        return leftOut;
    }

    void draw() {
        tree.roots().forEach(root -> place(root, 0));
        int width = 2 * MARGIN + leaves * SLOT;
        int height = top(levelHeights.size()) - LEVEL_GAP + MARGIN;
        out.open("svg", "class", "topology", "width", Integer.toString(width), "height", Integer.toString(height),
                "viewBox", "0 0 " + width + " " + height, "role", "img", "aria-label",
                "The network as a tree; the table below says the same");
        boxes.keySet().forEach(name -> tree.uplink(name).ifPresent(link -> link(link, "wire")));
        tree.extraLinks().forEach(link -> link(link, "wire extra"));
        boxes.values().forEach(this::box);
        out.closeLine();
    }

    /** Returns the slot of the node's middle, or a negative number where it has no room. */
    private double place(Node node, int depth) {
        List<Node> children = tree.children(node.name());
        double first = -1;
        double last = -1;
        for (Node child : children) {
            double slot = place(child, depth + 1);
            if (slot >= 0) {
                first = first < 0 ? slot : first;
                last = slot;
            }
        }
        if (first < 0 && leaves >= MAX_LEAVES) {
            leftOut++;
            return -1;
        }
        double slot = first < 0 ? leaves++ : (first + last) / 2;
        Box box = new Box(node, depth, slot, lines(node));
        boxes.put(node.name(), box);
        while (levelHeights.size() <= depth) {
            levelHeights.add(0);
        }
        levelHeights.set(depth, Math.max(levelHeights.get(depth), box.height()));
        return slot;
    }

    private static List<String> lines(Node node) {
        List<String> lines = new ArrayList<>(node.addresses().stream().limit(3).toList());
        if (node.addresses().size() > 3) {
            lines.add("and " + (node.addresses().size() - 3) + " more");
        }
        node.facts().stream().limit(4).forEach(fact -> lines.add(words(fact)));
        return lines;
    }

    /** The behaviours of RFC 4787 in the room that there is. */
    private static String words(Fact fact) {
        String value = switch (fact.value()) {
            case "endpoint-independent" -> "endpoint-indep.";
            case "address-dependent" -> "address-dep.";
            case "address-and-port-dependent" -> "address+port-dep.";
            default -> fact.value();
        };
        return fact.name() + " " + value;
    }

    private int top(int depth) {
        int y = MARGIN;
        for (int level = 0; level < depth; level++) {
            y += levelHeights.get(level) + LEVEL_GAP;
        }
        return y;
    }

    private void link(Link link, String look) {
        Box lower = boxes.get(link.a());
        Box upper = boxes.get(link.b());
        if (lower == null || upper == null) {
            return;
        }
        double y1 = top(lower.depth);
        double y2 = top(upper.depth) + upper.height();
        double bend = y1 - LEVEL_GAP / 2.0 - 14;
        out.open("g").leaf("title", link.name() + ": up " + NetworkSection.values(link.aToB()) + "; down "
                + NetworkSection.values(link.bToA()));
        out.single("path", "class", look, "d", "M" + whole(lower.x()) + " " + whole(y1) + "V" + whole(bend) + "H"
                + whole(upper.x()) + "V" + whole(y2));
        out.close();
        if (look.equals("wire")) {
            labels(NetworkSection.values(link.aToB()), NetworkSection.values(link.bToA()), lower.x(), y1);
        }
    }

    private void labels(String up, String down, double x, double y) {
        if (up.equals(down)) {
            label(up.isEmpty() ? "" : "↕ " + up, x, y - 12);
        } else {
            label("↑ " + up, x, y - 22);
            label("↓ " + down, x, y - 8);
        }
    }

    private void label(String text, double x, double y) {
        out.leaf("text", shortened(text, MAX_TEXT + 5), "class", "wire-text", "x", whole(x), "y", whole(y));
    }

    private void box(Box box) {
        int y = top(box.depth);
        out.open("g", "class", "node n-" + words(box.node.kind()));
        out.leaf("title", box.node.name() + ", " + words(box.node.kind()) + ": " + String.join(", ", box.lines));
        out.single("rect", "x", whole(box.x() - BOX_WIDTH / 2.0), "y", Integer.toString(y), "width",
                Integer.toString(BOX_WIDTH), "height", Integer.toString(box.height()), "rx",
                box.node.kind() == NodeKind.HOST ? "14" : "3");
        int line = y + PADDING + LINE - 4;
        out.leaf("text", shortened(box.node.name(), MAX_TEXT), "class", "node-name", "x", whole(box.x()), "y",
                Integer.toString(line));
        for (String text : box.lines) {
            line += LINE;
            out.leaf("text", shortened(text, MAX_TEXT), "x", whole(box.x()), "y", Integer.toString(line));
        }
        out.closeLine();
    }

    static String words(NodeKind kind) {
        return switch (kind) {
            case HOST -> "host";
            case ROUTER -> "router";
            case RELAY -> "relay";
            case SERVICE -> "service";
        };
    }

    private static String shortened(String text, int columns) {
        String safe = SAFE.name(text);
        return SafeText.columns(safe) <= columns ? safe : safe.codePoints().limit(columns - 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('…').toString();
    }

    private static String whole(double coordinate) {
        return Long.toString(Math.round(coordinate));
    }
}
