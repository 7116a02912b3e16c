package dev.magicsock.scenarios.explain;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;

/** Describes sides for people. */
final class SideWords {

    private SideWords() {
    }

    static String describe(Side side, OutsideView view) {
        if (side.noUdp()) {
            return "No UDP gets through.";
        }
        String nats = switch (side.nats().size()) {
            case 0 -> "No NAT of its own. ";
            case 1 -> "";
            default -> side.nats().size() + " NATs in a row. ";
        };
        return nats + mapping(view) + " " + filtering(view);
    }

    private static String mapping(OutsideView view) {
        return switch (view.mapping()) {
            case MappingBehavior.ENDPOINT_INDEPENDENT -> "Looks the same to everybody.";
            case MappingBehavior.ADDRESS_DEPENDENT -> "Looks different to every address" + ports(view) + ".";
            case MappingBehavior.ADDRESS_AND_PORT_DEPENDENT -> "Looks different to every endpoint" + ports(view) + ".";
        };
    }

    private static String ports(OutsideView view) {
        return switch (view.ports()) {
            case Ports.Kept _ -> "";
            case Ports.Stepping(int step) -> ", with ports that go up in steps of " + step;
            case Ports.Random(int among) -> ", with random ports out of " + among;
        };
    }

    private static String filtering(OutsideView view) {
        String scope = view.countsAll() && !view.looksTheSame() ? ", through whichever port" : "";
        return switch (view.filtering()) {
            case FilteringBehavior.ENDPOINT_INDEPENDENT -> "Lets in everybody.";
            case FilteringBehavior.ADDRESS_DEPENDENT -> "Lets in addresses that it has sent to" + scope + ".";
            case FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT -> "Lets in endpoints that it has sent to" + scope + ".";
        };
    }
}
