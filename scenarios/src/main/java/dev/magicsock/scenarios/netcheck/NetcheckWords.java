package dev.magicsock.scenarios.netcheck;

import dev.magicsock.natview.NatClass;
import dev.magicsock.natview.PortAllocation;
import dev.magicsock.netreport.NetReport.Family;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Answer;
import dev.magicsock.scenarios.netcheck.NetcheckReport.FamilyView;
import dev.magicsock.scenarios.netcheck.NetcheckReport.PortMapping;
import java.util.Locale;

/** The words of reports. */
final class NetcheckWords {

    private NetcheckWords() {
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String udp(Answer answer) {
        return switch (answer) {
            case YES -> "works";
            case NO -> "no-answer";
            case NOT_ASKED -> "not-asked";
        };
    }

    static String ports(NatClass nat) {
        return switch (nat.ports()) {
            case PortAllocation.Unknown _ -> "unknown";
            case PortAllocation.Preserved _ -> "preserved";
            case PortAllocation.Sequential _ -> "sequential";
            case PortAllocation.Random _ -> "random";
        };
    }

    /** {@code none} where the outside shows an address of one's own. */
    static String translation(NetcheckReport report, FamilyView view) {
        if (view.outside().isEmpty()) {
            return "unknown";
        }
        boolean own = report.interfaces().stream()
                .anyMatch(nic -> nic.addresses().contains(view.outside().get().getAddress()));
        return own ? "none" : "translated";
    }

    /** A protocol, {@code none} or {@code not-asked}. */
    static String mapping(PortMapping mapping) {
        return switch (mapping) {
            case PortMapping.NotAsked _ -> "not-asked";
            case PortMapping.None _ -> "none";
            case PortMapping.Granted granted -> of(granted.protocol());
        };
    }

    static String name(Family family) {
        return family == Family.IPV4 ? "IPv4" : "IPv6";
    }
}
