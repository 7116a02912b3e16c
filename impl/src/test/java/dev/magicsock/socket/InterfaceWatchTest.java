package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.core.LocalInterfaceAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterfaceWatchTest {

    private final List<String> told = new ArrayList<>();
    private List<String> present = List.of();
    private final InterfaceWatch watch = new InterfaceWatch(
            () -> present.stream().map(InetAddress::ofLiteral).map(LocalInterfaceAddress::preferred).toList(),
            gone -> told.add("gone " + gone.stream().map(InetAddress::getHostAddress).toList()),
            () -> told.add("changed"));

    @Test
    void theFirstLookTellsNothingAndNeitherDoesTheSameAgain() {
        assertEquals(List.of(), look("192.0.2.1"));
        assertEquals(List.of(), look("192.0.2.1"));
    }

    @Test
    void whatIsMissingIsToldBeforeTheChange() {
        look("192.0.2.1", "192.0.2.2");
        assertEquals(List.of("gone [192.0.2.1]", "changed"), look("192.0.2.2", "192.0.2.3"));
        assertEquals(List.of("gone [192.0.2.2, 192.0.2.3]", "changed"), look());
    }

    @Test
    void aNewAddressIsAChangeWithoutALoss() {
        look("192.0.2.1");
        assertEquals(List.of("changed"), look("192.0.2.1", "192.0.2.2"));
    }

    private List<String> look(String... addresses) {
        present = Stream.of(addresses).toList();
        told.clear();
        assertEquals(addresses.length, watch.get().size());
        return List.copyOf(told);
    }
}
