package dev.magicsock.scenarios.explain;

import dev.magicsock.reports.html.Json;
import java.util.Locale;

/** Writes an explanation as one JSON document of the format {@code magicsock-explanation/1}. */
public final class ExplanationJson {

    private static final String FORMAT = "magicsock-explanation/1";

    private ExplanationJson() {
    }

    /** On one line, without its end. */
    public static String render(Explanation explanation) {
        Meeting meeting = explanation.meeting();
        Json json = new Json();
        json.object().key("format").value(FORMAT).key("a").value(meeting.a().word()).key("b").value(meeting.b().word())
                .key("sharesNat").value(meeting.shared().isPresent()).key("ipv6").value(meeting.ipv6())
                .key("punching").object().key("outcome").value(word(explanation.punching().outcome()))
                .key("why").value(explanation.punching().why()).endObject()
                .key("best").value(explanation.best().name()).key("ways").array();
        for (Way way : explanation.ways()) {
            json.object().key("way").value(way.name()).key("result").value(way.result().label());
            way.chance().ifPresent(chance -> json.key("chance").number(String.format(Locale.ROOT, "%.6f", chance)));
            json.key("why").value(way.why()).key("strategies").array();
            way.strategies().forEach(json::value);
            json.endArray().endObject();
        }
        return json.endArray().endObject().toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
