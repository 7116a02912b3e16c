package dev.magicsock.scenarios.language;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.scenarios.model.LinkSpec;
import dev.magicsock.scenarios.model.LinkTarget;
import dev.magicsock.scenarios.model.ScriptAction.AddressChange;
import dev.magicsock.scenarios.model.ScriptAction.ChangeLink;
import dev.magicsock.scenarios.model.ScriptAction.Direction;
import dev.magicsock.scenarios.model.ScriptAction.LinkDead;
import dev.magicsock.scenarios.model.ScriptAction.LinkDown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the actions that are done to one link. */
final class LinkActionReader {

    private final Names names;

    LinkActionReader(Names names) {
        this.names = names;
    }

    Optional<LinkDown> linkDown(Fields fields) {
        Optional<Duration> lasting = ActionReader.lasting(fields);
        return target(fields, Keys.LINK_TARGETS).map(target -> new LinkDown(target, lasting));
    }

    Optional<LinkDead> linkDead(Fields fields) {
        Optional<Duration> lasting = ActionReader.lasting(fields);
        Direction direction = fields.optional("direction", Values.word(Direction.class)).orElse(Direction.BOTH);
        return target(fields, Keys.LINK_TARGETS).map(target -> new LinkDead(target, direction, lasting));
    }

    Optional<ChangeLink> changeLink(Fields fields) {
        Optional<Duration> lasting = ActionReader.lasting(fields);
        Optional<LinkSpec> link = fields.required("link", LinkReader::read);
        return ActionReader.both(target(fields, Keys.LINK_TARGETS), link,
                (target, conditions) -> new ChangeLink(target, conditions, lasting));
    }

    Optional<AddressChange> addressChange(Fields fields) {
        Optional<IpAddress> address = fields.optional("address", value -> Values.address(value)
                .flatMap(given -> !fields.has("router") || AddressRules.isPublicIpv4(given) ? Optional.of(given)
                        : value.reject("expected a public IPv4 address such as 198.51.100.7")));
        return target(fields, Keys.ADDRESS_TARGETS).map(target -> new AddressChange(target, address));
    }

    private Optional<LinkTarget> target(Fields fields, List<String> kinds) {
        Optional<String> kind = fields.exactlyOne(kinds, "target");
        if (kind.isPresent() && !kind.get().equals("host") && fields.has("interface")) {
            fields.value("interface").orElseThrow().rejectAs("stands beside '" + kind.get() + "'",
                    "expected it only beside 'host'");
        }
        return kind.flatMap(key -> switch (key) {
            case "router" -> fields.required(key, Names.oneOf(names.routers())).map(LinkTarget.OfRouter::new);
            case "relay" -> fields.required(key, Names.oneOf(names.relays())).map(LinkTarget.OfRelay::new);
            default -> fields.required(key, Names.oneOf(names.hosts())).map(host -> new LinkTarget.OfHost(host,
                    fields.optional("interface", Names.oneOf(names.interfaces(host)))));
        });
    }
}
