package dev.magicsock.relaystub.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Checks a relay rule by rule. Every rule gets connections and keys of its own, so that one that is broken does not
 * hide another. Polite: rules are checked one after the other, with few connections, and limits are tried on the
 * checker's own clients only.
 *
 * <p>Blocking; one thread.
 */
public final class RelayCheck {

    private final CheckTarget target;
    private final RandomGenerator random;

    /**
     * A check that has not begun.
     *
     * @param random for keys; outside of tests a {@link java.security.SecureRandom}
     */
    public RelayCheck(CheckTarget target, RandomGenerator random) {
        this.target = target;
        this.random = random;
    }

    /** How much is checked. */
    public enum Depth {
        /** Everything that shows at once. */
        USUAL,
        /** Also what takes half a minute to show. */
        PATIENT
    }

    /**
     * Connects once, and over TLS if the relay speaks it.
     *
     * @throws IOException saying why it cannot
     */
    public void requireReachable() throws IOException {
        WireClient.connect(target.dialer()).close();
    }

    /**
     * Checks all rules.
     *
     * @param progress is told each result as it is known
     * @return all of them, in the order of the specification
     */
    public List<RuleResult> run(Depth depth, Consumer<RuleResult> progress) {
        List<RuleResult> results = new ArrayList<>();
        for (Rule rule : rules(depth)) {
            RuleResult result = check(rule);
            progress.accept(result);
            results.add(result);
        }
        return results;
    }

    static List<Rule> rules(Depth depth) {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(HttpRules.rules());
        rules.addAll(UpgradeRules.rules());
        rules.addAll(FramingRules.rules());
        rules.addAll(HandshakeRules.rules());
        rules.addAll(RelayingRules.rules());
        rules.addAll(PresenceRules.rules());
        if (depth == Depth.PATIENT) {
            rules.addAll(KeepaliveRules.rules());
        }
        return rules;
    }

    private RuleResult check(Rule rule) {
        long start = System.nanoTime();
        try (CheckSession session = new CheckSession(target, random)) {
            return result(rule, Outcome.PASSED, start, rule.body().check(session));
        } catch (Rule.Inapplicable e) {
            return result(rule, Outcome.NOT_APPLICABLE, start, e.getMessage());
        } catch (Rule.Broken | IOException e) {
            return result(rule, Outcome.FAILED, start, String.valueOf(e.getMessage()));
        }
    }

    private static RuleResult result(Rule rule, Outcome outcome, long start, String detail) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new RuleResult(rule.id(), rule.section(), rule.text(), outcome, took, detail);
    }
}
