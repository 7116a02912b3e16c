package dev.magicsock.scenarios.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that are wrong as a whole, and files that try to exhaust the reader. */
class WholeFileTest {

    @Test
    void anEmptyFileIsEmpty() {
        assertEquals(List.of("1:1: the file is empty; expected a mapping with the key 'name'"), TestFiles.problems(""));
        assertEquals(List.of("1:1: the file is empty; expected a mapping with the key 'name'"),
                TestFiles.problems("# only a comment\n\n"));
    }

    @Test
    void theRootMustBeAMapping() {
        assertEquals(List.of("1:1: the scenario is a list; expected a mapping with the keys version, name, about, "
                + "seed, duration, network, endpoints, script, expect"), TestFiles.problems("- 1\n- 2\n"));
        assertEquals(List.of("1:1: the scenario is 'hello'; expected a mapping with the keys version, name, about, "
                + "seed, duration, network, endpoints, script, expect"), TestFiles.problems("hello"));
    }

    @Test
    void everyMissingSectionIsNamed() {
        assertEquals(List.of("1:1: the scenario lacks 'name'; expected this key",
                "1:1: the scenario lacks 'network'; expected this key",
                "1:1: the scenario lacks 'endpoints'; expected this key",
                "1:1: the scenario lacks 'script'; expected this key",
                "1:1: the scenario lacks 'expect'; expected this key"), TestFiles.problems("{}"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        TestFiles.valid("\uFEFF" + TestFiles.resource("base.yaml"));
    }

    @Test
    void windowsLineEndsChangeNothing() {
        String unix = TestFiles.resource("base.yaml");
        assertEquals(TestFiles.valid(unix), TestFiles.valid(unix.replace("\n", "\r\n")));
    }

    @Test
    void bytesThatAreNotUtf8AreReportedWhereTheyAre() {
        byte[] bytes = "name: x\nabout: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(List.of("2:11: the bytes here are not UTF-8; expected a text file in UTF-8"),
                TestFiles.problems(ScenarioReader.read(bytes)));
    }

    @Test
    void aCutOffCharacterAtTheEndIsNotUtf8() {
        byte[] bytes = {'a', ':', ' ', (byte) 0xC3};
        assertEquals(List.of("1:4: the bytes here are not UTF-8; expected a text file in UTF-8"),
                TestFiles.problems(ScenarioReader.read(bytes)));
    }

    @Test
    void controlCharactersAreNoText() {
        assertEquals(List.of("1:8: the character here has the code 0; expected printable text"),
                TestFiles.problems("name: x\0"));
        assertEquals(List.of("2:2: the character here has the code 27; expected printable text"),
                TestFiles.problems("name: x\n#\033[31m"));
    }

    @Test
    void theLimitOfSizeIsExact() {
        String base = TestFiles.resource("base.yaml");
        int room = ScenarioReader.MAX_BYTES - base.length();
        TestFiles.valid(base + "#".repeat(room));
        assertEquals(List.of("1:1: the file is too large; expected at most 1048576 bytes (1 MiB)"),
                TestFiles.problems(base + "#".repeat(room + 1)));
    }

    @Test
    void deepNestingIsRejectedAtItsLimit() {
        assertEquals(List.of("1:33: the nesting is deeper than 32 levels; expected a flatter file"),
                TestFiles.problems("[".repeat(200_000)));
        assertEquals(List.of("1:161: the nesting is deeper than 32 levels; expected a flatter file"),
                TestFiles.problems("{\"a\":".repeat(100_000)));
    }

    @Test
    void anAliasBombDoesNotGoOff() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + IntStream.range(1, 30)
                .mapToObj(i -> "b" + i + ": &b" + i + " [" + "*a,".repeat(9) + "]\n").collect(Collectors.joining());
        assertEquals(List.of("1:4: anchors are not allowed; expected the value without '&'"), TestFiles.problems(bomb));
    }

    @Test
    void problemsAreReportedUpToTwentyAndCountedBeyond() {
        String hosts = IntStream.range(0, 50).mapToObj(i -> "    h" + i + ": { behnd: x }\n")
                .collect(Collectors.joining());
        ReadResult.Invalid invalid = (ReadResult.Invalid) TestFiles.read(
                TestFiles.resource("base.yaml").replace("  hosts:\n", "  hosts:\n" + hosts));
        assertEquals(20, invalid.problems().size());
        assertEquals(30, invalid.further());
    }

    @Test
    void independentProblemsAreReportedTogetherInTheOrderOfTheFile() {
        String text = TestFiles.resource("base.yaml").replace("latency: 10ms", "latency: 10")
                .replace("behind: home }", "behind: hom }")
                .replace("every: 20ms", "evry: 20ms").replace("path: relay", "path: relais");
        assertEquals(List.of("5:37", "12:22", "23:14", "23:38", "32:41"),
                ((ReadResult.Invalid) TestFiles.read(text)).problems().stream().map(problem -> problem.at().toString())
                .toList());
    }

    @Test
    void aFileFullOfHostsIsBoundedInNumberAndTime() {
        String hosts = IntStream.range(0, 60_000).mapToObj(i -> "h" + i + ": {}, ").collect(Collectors.joining());
        assertEquals(List.of("1:21: 'hosts' has 60000 members; expected at most 2000"),
                quickly("{name: x, network: {hosts: {" + hosts + "}}}"));
    }

    @Test
    void aFileFullOfMistakesIsReadInBoundedTime() {
        String names = IntStream.range(0, 1900).mapToObj(i -> "      host-number-" + i + ": {}\n")
                .collect(Collectors.joining());
        String steps = IntStream.range(0, 4_000)
                .mapToObj(i -> "  - { at: 1s, suspend: { host: hots-number-" + i + ", for: 1s } }\n")
                .collect(Collectors.joining());
        List<String> problems = quickly(
                "name: x\nnetwork:\n  hosts:\n" + names + "endpoints: { host-number-1: {} }\nscript:\n" + steps
                + "expect: []\n");
        assertEquals(20, problems.size());
        assertTrue(problems.getFirst().contains("did you mean 'host-number-0'?"), problems::getFirst);
    }

    @Test
    void aChainOfTwoThousandRoutersIsReadInBoundedTime() {
        String routers = IntStream.range(0, 2000)
                .mapToObj(i -> "    r" + i + ": { behind: r" + (i + 1) % 2000 + " }\n").collect(Collectors.joining());
        List<String> problems = quickly("name: x\nnetwork:\n  routers:\n" + routers
                + "  hosts: { a: {} }\nendpoints: { a: {} }\nscript: []\nexpect: []\n");
        assertEquals("4:19: 'behind' of router 'r0' is the 16th router in a row or a later one; expected at most 16 "
                + "routers up to the internet", problems.getFirst());
    }

    private static List<String> quickly(String text) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TestFiles.problems(text));
    }
}
