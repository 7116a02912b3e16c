package dev.magicsock.quicsim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String SAMPLE = "dev.magicsock.quicsim.weave.sample.";

    @Test
    void whatIsWovenKeepsToTheRules() throws Exception {
        WeaveBuild build = WeaveBuild.of(RuleReader.read(RuleReader.standardLines()), CLASS_PATH);
        Map<String, byte[]> woven = build.weave();
        assertEquals(List.of(), build.audit(woven));
        assertTrue(woven.containsKey(Weaver.PREFIX + "tech.kwik.core.impl.QuicClientConnectionImpl"));
        assertTrue(woven.containsKey(Weaver.PREFIX + "tech.kwik.agent15.engine.impl.TlsClientEngineImpl"));
    }

    @Test
    void everyOffenceIsNamedWithItsPlace() throws Exception {
        List<String> lines = new ArrayList<>(RuleReader.standardLines());
        lines.removeIf(line -> line.startsWith("weave "));
        lines.add("weave " + SAMPLE);
        WeaveBuild build = WeaveBuild.of(RuleReader.read(lines), CLASS_PATH);
        List<String> findings = build.audit(build.weave()).stream().map(Finding::toString).toList();
        Stream.of("java.lang.System.nanoTime()J in " + Weaver.PREFIX + SAMPLE + "Offender.time:",
                "java.lang.System.nanoTime()J in " + Weaver.PREFIX + SAMPLE + "Offender.timeByReference:",
                "java.util.concurrent.ThreadLocalRandom.current", "SimRandom.<init>(J)V", "java.lang.ProcessBuilder",
                "java.util.List.parallelStream", "java.lang.System.identityHashCode", "java.lang.ThreadLocal",
                "native code in " + Weaver.PREFIX + SAMPLE + "Offender.outside:")
                .forEach(offence -> assertTrue(findings.stream().anyMatch(finding -> finding.contains(offence)),
                        offence + " is missing in " + findings));
    }

    /** Every rule that replaces something, taken away alone, is missed by the audit. */
    @Test
    void noReplacementCanBeForgotten() throws Exception {
        List<String> lines = RuleReader.standardLines();
        WeaveBuild build = WeaveBuild.of(RuleReader.read(lines), CLASS_PATH);
        List<String> unnoticed = new ArrayList<>();
        int removed = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("(type|new|call) .*")) {
                List<String> without = new ArrayList<>(lines);
                without.remove(i);
                removed++;
                if (build.by(RuleReader.read(without)).auditOfUsersOf(subject(lines.get(i))).isEmpty()) {
                    unnoticed.add(lines.get(i));
                }
            }
        }
        assertFalse(removed < 25, "there are more rules than " + removed);
        assertEquals(List.of(), unnoticed);
    }

    private static String subject(String line) {
        String name = line.split("\\s+")[1];
        return line.startsWith("call") ? name.substring(0, name.lastIndexOf('.', name.indexOf('('))) : name;
    }
}
