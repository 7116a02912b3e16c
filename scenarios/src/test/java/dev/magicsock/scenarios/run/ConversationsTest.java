package dev.magicsock.scenarios.run;

import static dev.magicsock.scenarios.run.Scripts.seconds;
import static dev.magicsock.scenarios.run.Scripts.step;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.scenarios.model.ScriptAction;
import org.junit.jupiter.api.Test;

class ConversationsTest {

    private final Conversations conversations = new Conversations(Scripts.of(
            step(0, new ScriptAction.Connect("alice", "bob")),
            step(1, new ScriptAction.Traffic("alice", "bob", seconds(0.1), 100, true, seconds(5))),
            step(4, new ScriptAction.Traffic("alice", "bob", seconds(0.1), 100, false, seconds(6)))));

    @Test
    void whoConnectsIsTheOneThatIsToldTo() {
        assertTrue(conversations.connects("alice", "bob"));
        assertFalse(conversations.connects("bob", "alice"));
    }

    @Test
    void bothWaysMeansThatTheOtherSendsToo() {
        assertTrue(conversations.sends("bob", "alice"));
        assertFalse(conversations.sends("alice", "carol"));
        assertFalse(new Conversations(Scripts.of(
                step(1, new ScriptAction.Traffic("alice", "bob", seconds(0.1), 100, false, seconds(5)))))
                .sends("bob", "alice"));
    }

    @Test
    void trafficLastsFromItsFirstInstantUntilBeforeItsLast() {
        assertFalse(conversations.sendsAt(seconds(0.9), "bob", "alice"));
        assertTrue(conversations.sendsAt(seconds(1), "bob", "alice"));
        assertTrue(conversations.sendsAt(seconds(4.9), "bob", "alice"));
        assertFalse(conversations.sendsAt(seconds(5), "bob", "alice"));
        assertTrue(conversations.sendsAt(seconds(5), "alice", "bob"));
        assertFalse(conversations.sendsAt(seconds(6), "alice", "bob"));
    }
}
