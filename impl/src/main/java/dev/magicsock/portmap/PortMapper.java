package dev.magicsock.portmap;

import dev.magicsock.http.HttpResponse;
import dev.magicsock.portmap.MappingMethod.Outcome;
import dev.magicsock.time.Deadline;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gets one UDP port of ours mapped by a gateway, and keeps it so. Pure: no I/O, no clock. Not thread-safe.
 *
 * <p>The protocols are tried one after the other: four requests each, 250 ms, 500 ms, 1 s and 2 s apart, so that a
 * gateway that knows none of them costs some ten seconds once. What was granted is asked for again every two minutes,
 * or after half its lifetime if that is shorter; that renews it, and makes a gateway that lost it grant it anew. When
 * everything failed, all is tried again after five minutes and after ever longer pauses of up to an hour.
 */
public final class PortMapper {

    /** Where PCP and NAT-PMP servers listen (RFC 6887 section 19.1, RFC 6886 section 3). */
    public static final int GATEWAY_PORT = 5351;

    /** A device's description has some kilobytes. */
    public static final int MAX_HTTP_BODY = SmallXml.MAX_CHARS;

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final int REQUESTS = 4;
    /** An answer over HTTP comes within seconds or not at all; the shell says so. This is for one that does not. */
    private static final Duration HTTP_WAIT = Duration.ofSeconds(15);

    /** How long a gateway's loss of memory may go unnoticed, at one packet each. */
    private static final Duration CHECK = Duration.ofMinutes(2);
    private static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

    private static final Duration RETRY_MIN = Duration.ofMinutes(5);
    private static final Duration RETRY_MAX = Duration.ofHours(1);

    private final PortMapperSettings settings;
    private final List<MappingMethod> methods = new ArrayList<>();
    private int current;
    private State state = new State.Idle();
    private Duration retry = RETRY_MIN;

    /** What it is about. */
    private sealed interface State {

        record Idle() implements State {
        }

        /** @param held what is to be renewed and is still ours, until then */
        record Asking(int sent, Instant due, Optional<Held> held) implements State {
        }

        record Waiting(Held held, Instant renewAt) implements State {
        }

        record Pausing(Instant until) implements State {
        }
    }

    /** @param told whether others were told of it, which makes no sense behind another translator */
    private record Held(PortMapping mapping, Instant expiresAt, boolean told) {
    }

    /** @param random makes the nonce of PCP and the ports that UPnP is asked for when one is taken */
    public PortMapper(PortMapperSettings settings, RandomGenerator random) {
        this.settings = Objects.requireNonNull(settings);
        for (MappingProtocol protocol : settings.protocols()) {
            methods.add(switch (protocol) {
                case PCP -> new PcpMethod(settings, random);
                case NAT_PMP -> new NatPmpMethod(settings);
                case UPNP_IGD -> new IgdMethod(settings, random);
            });
        }
    }

    /** What we have now, if others can be told of it. */
    public Optional<PortMapping> mapping() {
        return held().filter(Held::told).map(Held::mapping);
    }

    /** Begins; at most once. */
    public List<PortMapperOutput> start(Instant now) {
        current = 0;
        return ask(Optional.empty(), 0, now);
    }

    /** A datagram arrived where we send from; what is not from the gateway is ignored. */
    public List<PortMapperOutput> onDatagram(InetSocketAddress source, ByteBuffer datagram, Instant now) {
        return state instanceof State.Asking ? follow(method().onDatagram(source, datagram, now), now) : List.of();
    }

    /**
     * What came of {@link PortMapperOutput.Ask}.
     *
     * @param response empty if there was none
     */
    public List<PortMapperOutput> onHttpAnswer(long number, Optional<HttpResponse> response, Instant now) {
        return state instanceof State.Asking ? follow(method().onHttpAnswer(number, response), now) : List.of();
    }

    /** Does what is due. A late or repeated call is harmless. */
    public List<PortMapperOutput> advance(Instant now) {
        return switch (state) {
            case State.Idle() -> List.of();
            case State.Asking(int sent, Instant due, Optional<Held> held) -> {
                if (held.isPresent() && !now.isBefore(held.get().expiresAt())) {
                    yield begin(lost(held, PortMapperOutput.Reason.EXPIRED), now);
                }
                if (now.isBefore(due)) {
                    yield List.of();
                }
                yield sent < REQUESTS ? ask(held, sent, now) : silence(held, now);
            }
            case State.Waiting(Held held, Instant renewAt) ->
                    now.isBefore(renewAt) ? List.of() : ask(Optional.of(held), 0, now);
            case State.Pausing(Instant until) -> now.isBefore(until) ? List.of() : start(now);
        };
    }

    /** When to call {@link #advance} next; empty before the start. */
    public Optional<Deadline> nextDeadline() {
        return switch (state) {
            case State.Idle() -> Optional.empty();
            case State.Asking(_, Instant due, Optional<Held> held) -> Optional.of(new Deadline(
                    held.map(Held::expiresAt).filter(due::isAfter).orElse(due), "request for a port mapping"));
            case State.Waiting(_, Instant renewAt) ->
                    Optional.of(new Deadline(renewAt, "renewal of a port mapping"));
            case State.Pausing(Instant until) ->
                    Optional.of(new Deadline(until, "another try to get a port mapping"));
        };
    }

    /** The end: what we have is given back. */
    public List<PortMapperOutput> release() {
        List<PortMapperOutput> outputs = new ArrayList<>();
        held().ifPresent(held -> outputs.addAll(method().release(held.mapping().external())));
        outputs.addAll(lost(held(), PortMapperOutput.Reason.RELEASED));
        state = new State.Idle();
        return outputs;
    }

    private Optional<Held> held() {
        return switch (state) {
            case State.Idle(), State.Pausing _ -> Optional.empty();
            case State.Asking(_, _, Optional<Held> held) -> held;
            case State.Waiting(Held held, _) -> Optional.of(held);
        };
    }

    private MappingMethod method() {
        return methods.get(current);
    }

    private MappingProtocol protocol() {
        return settings.protocols().get(current);
    }

    private List<PortMapperOutput> ask(Optional<Held> held, int sent, Instant now) {
        state = new State.Asking(sent + 1, now.plus(FIRST_WAIT.multipliedBy(1L << sent)), held);
        return method().ask(held.map(each -> each.mapping().external()));
    }

    private List<PortMapperOutput> follow(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Ignored() -> List.of();
            case Outcome.GoesOn(List<PortMapperOutput> outputs) -> {
                boolean overHttp = outputs.stream().anyMatch(PortMapperOutput.Ask.class::isInstance);
                if (overHttp) {
                    state = new State.Asking(REQUESTS, now.plus(HTTP_WAIT), held());
                }
                yield outputs;
            }
            case Outcome.Granted granted -> granted(granted, now);
            case Outcome.Refused(String why) -> failed(why, now);
        };
    }

    private List<PortMapperOutput> granted(Outcome.Granted granted, Instant now) {
        Duration lifetime = shorter(granted.lifetime(), LONGEST_LIFETIME);
        PortMapping mapping = new PortMapping(protocol(), granted.external(), lifetime);
        boolean useful = OutsideAddresses.isOfTheInternet(granted.external().getAddress());
        Optional<Held> before = held();
        List<PortMapperOutput> outputs = new ArrayList<>();
        if (granted.restarted()) {
            outputs.add(new PortMapperOutput.GatewayRestarted(protocol()));
        }
        boolean same = before.isPresent() && before.get().mapping().external().equals(granted.external());
        if (!same) {
            outputs.addAll(lost(before, PortMapperOutput.Reason.REPLACED));
            outputs.add(useful ? new PortMapperOutput.Mapped(mapping) : new PortMapperOutput.BehindAnotherNat(mapping));
        }
        retry = RETRY_MIN;
        Held held = new Held(mapping, now.plus(lifetime), useful);
        state = new State.Waiting(held, now.plus(shorter(lifetime.dividedBy(2), CHECK)));
        return outputs;
    }

    /** Silence may be a loss of packets, so what is held stays until its end (RFC 6887 section 11.2.1). */
    private List<PortMapperOutput> silence(Optional<Held> held, Instant now) {
        if (held.isEmpty()) {
            return failed("no answer", now);
        }
        state = new State.Waiting(held.get(), now.plus(pauseBeforeExpiry(held.get(), now)));
        return List.of();
    }

    private List<PortMapperOutput> failed(String why, Instant now) {
        List<PortMapperOutput> outputs = new ArrayList<>();
        outputs.add(new PortMapperOutput.Failed(protocol(), why));
        Optional<Held> held = held();
        if (held.isPresent()) {
            outputs.addAll(lost(held, PortMapperOutput.Reason.REFUSED));
            return begin(outputs, now);
        }
        if (++current < methods.size()) {
            outputs.addAll(ask(Optional.empty(), 0, now));
            return outputs;
        }
        current = 0;
        outputs.add(new PortMapperOutput.GaveUp(settings.gateway(), retry));
        state = new State.Pausing(now.plus(retry));
        retry = shorter(retry.multipliedBy(2), RETRY_MAX);
        return outputs;
    }

    private static Duration pauseBeforeExpiry(Held held, Instant now) {
        Duration half = Duration.between(now, held.expiresAt()).dividedBy(2);
        Duration pause = half.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : half;
        return shorter(pause, CHECK);
    }

    private List<PortMapperOutput> begin(List<PortMapperOutput> before, Instant now) {
        List<PortMapperOutput> outputs = new ArrayList<>(before);
        current = 0;
        outputs.addAll(ask(Optional.empty(), 0, now));
        return outputs;
    }

    private static List<PortMapperOutput> lost(Optional<Held> held, PortMapperOutput.Reason reason) {
        return held.filter(Held::told).<PortMapperOutput>map(each ->
                new PortMapperOutput.Lost(each.mapping(), reason)).stream().toList();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
