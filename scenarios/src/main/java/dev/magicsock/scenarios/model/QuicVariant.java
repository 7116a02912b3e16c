package dev.magicsock.scenarios.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The same scenario with real QUIC in place of its datagrams, where that makes sense: network, endpoints, faults and
 * claims about paths and round trips stay; claims about datagrams give way to one that everything came back unchanged
 * and one that no connection had to be made again.
 */
public sealed interface QuicVariant {

    /** The longest time without a packet that kwik's connections survive here. */
    Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /** It makes sense. */
    record Possible(Scenario scenario) implements QuicVariant {
        public Possible {
            Objects.requireNonNull(scenario);
        }
    }

    /**
     * It does not.
     *
     * @param reason a clause
     */
    record Senseless(String reason) implements QuicVariant {
        public Senseless {
            Objects.requireNonNull(reason);
        }
    }

    /** The variant of a scenario. */
    static QuicVariant of(Scenario scenario) {
        if (scenario.usesQuic()) {
            return new Senseless("it has real QUIC already");
        }
        List<QuicConversation> conversations = conversations(scenario);
        if (conversations.isEmpty()) {
            return new Senseless("nobody sends anything");
        }
        for (QuicConversation each : conversations) {
            if (each.longestPause().compareTo(LONGEST_SILENCE) >= 0) {
                return new Senseless("it is about " + each.longestPause().toSeconds() + " s of silence between "
                        + each.from() + " and " + each.to() + ", which QUIC's keep-alives would fill");
            }
        }
        for (ScriptStep step : scenario.script()) {
            if (step.action() instanceof ScriptAction.Suspend(String host, Duration asleep)
                    && asleep.compareTo(LONGEST_SILENCE) >= 0) {
                return new Senseless(host + " sleeps for " + asleep.toSeconds()
                        + " s, and QUIC gives up a connection after " + LONGEST_SILENCE.toSeconds() + " s of silence");
            }
        }
        return new Possible(over(scenario, conversations));
    }

    private static List<QuicConversation> conversations(Scenario scenario) {
        Map<List<String>, QuicConversation> conversations = new LinkedHashMap<>();
        for (ScriptStep step : scenario.script()) {
            if (step.action() instanceof ScriptAction.Traffic traffic) {
                conversations.merge(List.of(traffic.from(), traffic.to()), QuicConversation.of(step, traffic),
                        QuicConversation::followedBy);
            }
        }
        return List.copyOf(conversations.values());
    }

    private static Scenario over(Scenario scenario, List<QuicConversation> conversations) {
        List<ScriptStep> script = new ArrayList<>();
        Duration duration = scenario.duration();
        for (ScriptStep step : scenario.script()) {
            if (!(step.action() instanceof ScriptAction.Traffic)) {
                script.add(step);
            }
            for (QuicConversation each : conversations) {
                if (each.begins() == step) {
                    script.add(each.overQuic());
                    duration = duration.compareTo(each.settled()) < 0 ? each.settled() : duration;
                }
            }
        }
        return new Scenario(scenario.name() + "-over-quic", scenario.about(), scenario.seed(), duration,
                scenario.network(), scenario.endpoints(), script, expectations(scenario, conversations));
    }

    private static List<Expectation> expectations(Scenario scenario, List<QuicConversation> conversations) {
        List<Expectation> expectations = new ArrayList<>();
        for (Expectation expectation : scenario.expectations()) {
            if (!isAboutDatagrams(expectation.claim())) {
                expectations.add(expectation);
            }
        }
        conversations.stream().collect(Collectors.groupingBy(QuicConversation::pair, LinkedHashMap::new,
                Collectors.toList())).values().forEach(pair -> {
                    QuicConversation first = pair.getFirst();
                    expectations.add(first.expects(new Claim.QuicIntact(), "quic-intact true"));
                    expectations.add(first.expects(new Claim.QuicHandshakes(pair.size()),
                            "quic-handshakes " + pair.size()));
                });
        return expectations;
    }

    private static boolean isAboutDatagrams(Claim claim) {
        return switch (claim) {
            case Claim.LostAtMost _, Claim.DeliveredAtLeast _, Claim.DuplicatesAtMost _, Claim.GapAtMost _,
                    Claim.TimeToFirstByteAtMost _, Claim.RelayBytesAtMost _ -> true;
            case Claim.PathIs _, Claim.PathIsNot _, Claim.TimeToDirectAtMost _, Claim.RttAtMost _,
                    Claim.QuicBytesAtLeast _, Claim.QuicStallAtMost _, Claim.QuicHandshakes _,
                    Claim.QuicIntact _ -> false;
        };
    }
}
