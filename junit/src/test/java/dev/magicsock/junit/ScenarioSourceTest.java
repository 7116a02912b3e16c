package dev.magicsock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

class ScenarioSourceTest {

    @TempDir
    private Path folder;

    @Test
    void aResourceBesideTheTestComesFirst() {
        ScenarioSource source = find("meets.yaml");
        assertEquals("meets", source.scenario().name());
        assertEquals(Optional.of("target/test-classes/dev/magicsock/junit/meets.yaml"), source.command());
    }

    @Test
    void aResourceAtTheRootOfTheClassPathIsFoundWithAndWithoutASlash() {
        assertEquals("never-meets", find("never-meets.yaml").scenario().name());
        assertEquals("never-meets", find("/never-meets.yaml").scenario().name());
    }

    @Test
    void aFileIsFoundByItsPath() throws IOException {
        Path file = Files.copy(Path.of("src/test/resources/never-meets.yaml"), folder.resolve("mine.yaml"));
        assertEquals(Optional.of(file.toString()), find(file.toString()).command());
    }

    @Test
    void aBundledScenarioIsFoundByItsNameWithAndWithoutSuffix() {
        assertEquals(Optional.of("symmetric-nat"), find("symmetric-nat").command());
        assertEquals("symmetric-nat", find("symmetric-nat.yaml").scenario().name());
    }

    @Test
    void whatIsNowhereIsExplainedWithEveryPlaceThatWasLookedAt() {
        for (String name : new String[] {"nowhere.yaml", "", "/", "..", "a\0b", "dev/magicsock/"}) {
            String message = assertThrows(ExtensionConfigurationException.class, () -> find(name)).getMessage();
            assertTrue(message.startsWith("@Scenario(\"" + name + "\"): there is no such resource beside "
                    + ScenarioSourceTest.class.getName()), message);
            assertTrue(message.contains("no such file in " + Path.of("").toAbsolutePath()), message);
            assertTrue(message.contains("symmetric-nat"), message);
        }
    }

    @Test
    void allProblemsOfAnInvalidFileAreTold() {
        assertEquals("""
                @Scenario("invalid.yaml") is no valid scenario:
                  invalid.yaml:8:55: 'every' of the traffic is '100'; expected a duration of at most 168h, such as \
                250ms, 3s or 2m
                  invalid.yaml:10:41: 'path' of the expectation is 'direkt'; did you mean 'direct'? expected one of \
                direct, direct-ipv4, direct-ipv6, relay, none, one-way""",
                assertThrows(ExtensionConfigurationException.class, () -> find("invalid.yaml")).getMessage());
    }

    private static ScenarioSource find(String name) {
        return ScenarioSource.find(name, ScenarioSourceTest.class);
    }
}
