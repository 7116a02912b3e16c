package dev.magicsock.scenarios.cli;

import dev.magicsock.natview.FilteringView;
import dev.magicsock.natview.NatClass;
import dev.magicsock.natview.NatView;
import dev.magicsock.natview.PortSighting;
import dev.magicsock.netreport.NetReport.Family;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Answer;
import dev.magicsock.scenarios.netcheck.NetcheckReport.FamilyView;
import dev.magicsock.scenarios.netcheck.NetcheckReport.Server;
import dev.magicsock.stun.StunAttribute.ChangeRequest;
import dev.magicsock.stun.StunAttribute.Fingerprint;
import dev.magicsock.stun.StunAttribute.OtherAddress;
import dev.magicsock.stun.StunOutput.Answered;
import dev.magicsock.stun.StunOutput.Failed;
import dev.magicsock.stun.StunOutput.Failure;
import dev.magicsock.stun.StunQuery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Looks at one IP version with the help of STUN servers, from sockets of its own: mapping by asking all servers from
 * one socket, port assignment by a second socket, filtering by asking a server that has another address to answer from
 * there (RFC 5780 section 4.4). Sends to those servers alone, and to its own outside address where that is wanted.
 */
final class StunSurvey {

    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int FRESH = 2;

    private final Family family;
    private final boolean local;
    private final boolean hairpin;
    private final RandomGenerator random;
    private final NatView view = new NatView();
    private final List<Server> servers = new ArrayList<>();

    /** A server at one of its addresses. */
    record Target(String named, InetSocketAddress address) {
    }

    /**
     * @param local   whether an interface has an address of the family
     * @param hairpin whether to send to one's own outside address
     */
    StunSurvey(Family family, boolean local, boolean hairpin, RandomGenerator random) {
        this.family = family;
        this.local = local;
        this.hairpin = hairpin;
        this.random = random;
    }

    /** What became of each server, in the order of the targets. */
    List<Server> servers() {
        return List.copyOf(servers);
    }

    /**
     * Asks all of them; takes some seconds where somebody does not answer.
     *
     * @throws IOException if there can be no sockets
     */
    FamilyView look(List<Target> targets) throws IOException {
        if (targets.isEmpty()) {
            return new FamilyView(family, local, Answer.NOT_ASKED, Optional.empty(), Optional.empty(),
                    NatClass.UNKNOWN, Answer.NOT_ASKED);
        }
        try (StunSockets sockets = new StunSockets(family, 3, random)) {
            targets.forEach(target -> sockets.ask(FIRST, StunQuery.binding(target.address())));
            sockets.finish();
            targets.forEach(target -> note(target, sockets));
            Optional<Answered> outside = sockets.answers(FIRST).stream().findFirst();
            if (outside.isEmpty()) {
                return new FamilyView(family, local, Answer.NO, Optional.of(sockets.local(FIRST)), Optional.empty(),
                        view.classify(sockets.now()), Answer.NOT_ASKED);
            }
            sockets.ask(SECOND, StunQuery.binding(outside.get().query().server()));
            sockets.finish();
            sockets.answers(SECOND).forEach(answer -> see(SECOND, answer, sockets));
            view.add(filtering(sockets));
            Answer returns = !hairpin ? Answer.NOT_ASKED
                    : sockets.arrives(SECOND, outside.get().mapped(), FIRST) ? Answer.YES : Answer.NO;
            return new FamilyView(family, local, Answer.YES, Optional.of(sockets.local(FIRST)),
                    Optional.of(outside.get().mapped()), view.classify(sockets.now()), returns);
        }
    }

    private void note(Target target, StunSockets sockets) {
        Optional<Answered> answer = sockets.answers(FIRST).stream()
                .filter(each -> each.query().server().equals(target.address())).findFirst();
        answer.ifPresent(each -> see(FIRST, each, sockets));
        servers.add(new Server(target.named(), Optional.of(target.address()), answer.map(Answered::mapped),
                answer.flatMap(Answered::roundTrip),
                answer.isPresent() ? Optional.empty() : Optional.of(problem(target, sockets))));
    }

    private void see(int socket, Answered answer, StunSockets sockets) {
        view.add(new PortSighting(socket, sockets.local(socket).getPort(), answer.query().server(), answer.mapped(),
                sockets.now()));
    }

    private static String problem(Target target, StunSockets sockets) {
        return sockets.failures(FIRST).stream().filter(each -> each.query().server().equals(target.address()))
                .findFirst().map(failed -> switch (failed.reason()) {
                    case Failure.TimedOut _ -> sockets.sendProblem(target.address()).orElse("no answer");
                    case Failure.Refused(int code) -> "refused with error " + code;
                    case Failure.Unusable _ -> "its answer holds no address";
                    case Failure.TooManyOpen _ -> "too many servers at once";
                }).orElse("no answer");
    }

    /** From a socket that has sent to one endpoint of one server only. */
    private FilteringView filtering(StunSockets sockets) throws IOException {
        Optional<Answered> able = sockets.answers(FIRST).stream()
                .filter(each -> each.response().first(OtherAddress.class).isPresent()).findFirst();
        if (able.isEmpty()) {
            return FilteringView.UNKNOWN;
        }
        InetSocketAddress server = able.get().query().server();
        InetSocketAddress other = able.get().response().first(OtherAddress.class).orElseThrow().address();
        boolean usable = !other.getAddress().equals(server.getAddress()) && other.getPort() != server.getPort();
        sockets.ask(FRESH, StunQuery.binding(server));
        sockets.finish();
        if (!usable || sockets.answers(FRESH).isEmpty()) {
            return FilteringView.UNKNOWN;
        }
        StunQuery fromElsewhere = new StunQuery(server, other, List.of(new ChangeRequest(true, true),
                new Fingerprint()));
        StunQuery fromOtherPort = new StunQuery(server, new InetSocketAddress(server.getAddress(), other.getPort()),
                List.of(new ChangeRequest(false, true), new Fingerprint()));
        sockets.ask(FRESH, fromElsewhere);
        sockets.ask(FRESH, fromOtherPort);
        sockets.finish();
        return judge(sockets, fromElsewhere, fromOtherPort);
    }

    private static FilteringView judge(StunSockets sockets, StunQuery fromElsewhere, StunQuery fromOtherPort) {
        boolean refused = sockets.failures(FRESH).stream().map(Failed::reason)
                .anyMatch(reason -> !(reason instanceof Failure.TimedOut));
        List<StunQuery> answered = sockets.answers(FRESH).stream().map(Answered::query).toList();
        if (answered.contains(fromElsewhere)) {
            return FilteringView.ENDPOINT_INDEPENDENT;
        }
        if (answered.contains(fromOtherPort)) {
            return FilteringView.ADDRESS_DEPENDENT;
        }
        return refused ? FilteringView.UNKNOWN : FilteringView.ADDRESS_AND_PORT_DEPENDENT;
    }
}
