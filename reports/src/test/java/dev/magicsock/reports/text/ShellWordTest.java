package dev.magicsock.reports.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShellWordTest {

    @Test
    void plainNamesStayAsTheyAre() {
        assertEquals("../my-dir/symmetric_nat.yaml", ShellWord.quoted("../my-dir/symmetric_nat.yaml"));
    }

    @Test
    void everythingElseIsQuoted() {
        assertEquals("''", ShellWord.quoted(""));
        assertEquals("'my file'", ShellWord.quoted("my file"));
        assertEquals("'$(rm -rf)'", ShellWord.quoted("$(rm -rf)"));
        assertEquals("'it'\\''s'", ShellWord.quoted("it's"));
    }
}
