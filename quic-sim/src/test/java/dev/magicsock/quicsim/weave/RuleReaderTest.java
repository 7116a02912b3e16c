package dev.magicsock.quicsim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleReaderTest {

    @Test
    void everyKindOfRuleIsRead() {
        Rules rules = RuleReader.read(List.of("# a comment", "", "weave a.b.", "check c.", "type x.A = y.B",
                "new x.C = y.D", "call x.E.now()J = y.F.later  # why", "allow p.*", "allow q.R", "allow s.T.u",
                "allow v.W.<type>", "deny hidden"));
        assertTrue(rules.weaves("a.b.Anything"));
        assertFalse(rules.weaves("a.c.Anything"));
        assertTrue(rules.checks("c.D"));
        assertEquals("y.B", rules.types().get("x.A"));
        assertEquals("y.D", rules.creates().get("x.C"));
        assertEquals(new Rules.StaticTarget("y.F", "later"), rules.call("x.E", "now", "()J").orElseThrow());
        assertTrue(rules.call("x.E", "now", "()I").isEmpty(), "another descriptor is another method");
        assertTrue(rules.allowsMember("p.Any", "thing", "()V"));
        assertFalse(rules.allowsMember("p.sub.Any", "thing", "()V"), "a package within is another one");
        assertTrue(rules.allowsMember("s.T", "u", "()V"));
        assertFalse(rules.allowsMember("s.T", "v", "()V"));
        assertTrue(rules.allowsType("v.W"));
        assertFalse(rules.allowsMember("v.W", "x", "()V"), "may be mentioned, not used");
        assertFalse(rules.allowsMember("p.Any", "hidden", "()V"));
    }

    @Test
    void aWrongLineIsNamed() {
        for (String wrong : List.of("woave a.", "type a.B", "new a.B -> c.D", "call a.B.c = d.E.f", "allow")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                    () -> RuleReader.read(List.of("weave a.", wrong)));
            assertTrue(refused.getMessage().startsWith("line 2: "), refused.getMessage());
        }
    }
}
