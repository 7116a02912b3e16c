package dev.magicsock.reports.qlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.reports.json.JsonLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QlogFileTest {

    @Test
    void recordsAreFramedAndTimesAreExact() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QlogFile file = new QlogFile(out, new QlogFile.Header("t", "a", "alice", QlogFile.VantagePoint.CLIENT, "0a",
                List.of("urn:x")));
        file.event(Instant.EPOCH.plusNanos(1_000_001), "quic:packet_sent", "", new JsonLine());
        file.event(Instant.EPOCH.plusSeconds(3600), "quic:packet_sent", "p", new JsonLine().put("text", "\u001e\n"));
        assertEquals("""
                RS{"file_schema":"urn:ietf:params:qlog:file:sequential",\
                "serialization_format":"application/qlog+json-seq","title":"t","description":"a",\
                "trace":{"common_fields":{"group_id":"0a","time_format":"relative_to_epoch",\
                "reference_time":{"clock_type":"monotonic","epoch":"unknown"}},\
                "vantage_point":{"name":"alice","type":"client"},"event_schemas":["urn:x"]}}
                RS{"time":1.000001,"name":"quic:packet_sent","data":{}}
                RS{"time":3600000.000000,"name":"quic:packet_sent","tuple":"p","data":{"text":"\\u001e\\u000a"}}
                """.replace("RS", "\u001e"), out.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void aFileHasASchema() {
        assertThrows(IllegalArgumentException.class, () -> new QlogFile.Header("t", "a", "n",
                QlogFile.VantagePoint.UNKNOWN, "", List.of()));
    }
}
