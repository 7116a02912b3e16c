package dev.magicsock.scenarios.compare;

import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.nat.NatPreset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The words that stand for networks and links in a comparison. */
public final class Networks {

    /** A link whose conditions are drawn anew for each world. */
    public static final String USUAL_LINK = "usual";

    private Networks() {
    }

    /** Everything that can be named as one NAT: the presets, no NAT, no UDP. */
    public static List<String> nats() {
        List<String> words = new ArrayList<>(List.of("none"));
        Arrays.stream(NatPreset.values()).map(NatPreset::label).forEach(words::add);
        words.add(Access.UDP_BLOCKED);
        return words;
    }

    /** What NATs are drawn from. */
    public static List<String> populations() {
        return Arrays.stream(Population.values()).map(Population::label).toList();
    }

    /** What access links can be. */
    public static List<String> links() {
        List<String> words = new ArrayList<>(List.of(USUAL_LINK));
        Arrays.stream(LinkPreset.values()).map(LinkPreset::label).forEach(words::add);
        return words;
    }

    static Access draw(String word, RandomGenerator random) {
        return population(word).map(population -> population.draw(random)).orElseGet(() -> new Access(word, false));
    }

    static Optional<Population> population(String word) {
        return Arrays.stream(Population.values()).filter(each -> each.label().equals(word)).findFirst();
    }
}
