package dev.magicsock.scenarios.qlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QlogParametersTest {

    @Test
    void numbersIdsAndFlagsHaveTheNamesOfTheDraft() {
        assertEquals("{\"initiator\":\"remote\",\"max_idle_timeout\":30000,\"initial_source_connection_id\":\"aabb\","
                + "\"disable_active_migration\":true,\"max_datagram_frame_size\":65535}",
                of("0104" + "80007530" + "0f02" + "aabb" + "0c00" + "2004" + "8000ffff"));
    }

    @Test
    void unknownOnesAndWhatIsCutOffAreLeftOut() {
        assertEquals("{\"initiator\":\"remote\",\"max_ack_delay\":25}", of("5fff" + "02" + "0000" + "0b0119"));
        assertEquals("{\"initiator\":\"remote\"}", of("0b05" + "19"));
        assertEquals("{\"initiator\":\"remote\"}", of("0b01" + "40"));
    }

    @Property(tries = 500)
    void whateverItIsItThrowsNothing(@ForAll @Size(max = 60) byte[] bytes) {
        QlogParameters.of(true, bytes);
    }

    private static String of(String hex) {
        return QlogParameters.of(false, HexFormat.of().parseHex(hex)).toString();
    }
}
