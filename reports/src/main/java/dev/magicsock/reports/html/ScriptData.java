package dev.magicsock.reports.html;

import dev.magicsock.reports.record.NatMapping;
import dev.magicsock.reports.record.PairRecord;
import dev.magicsock.reports.record.PathInterval;
import dev.magicsock.reports.record.RecordedRun;
import dev.magicsock.reports.record.RunEvent;
import dev.magicsock.reports.record.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the scripts of the page know of the run: as short as it can be said, in virtual nanoseconds. */
final class ScriptData {

    private final RecordedRun run;
    private final Selection selection;
    private final Json json = new Json();

    ScriptData(RecordedRun run, Selection selection) {
        this.run = run;
        this.selection = selection;
    }

    String json() {
        json.object().key("end").value(Math.max(1, TimeScale.nanos(run.end())));
        json.key("pairs").array();
        for (int i = 0; i < selection.pairs().size(); i++) {
            pair(selection.pairs().get(i), selection.plots().get(i));
        }
        json.endArray();
        faults();
        events();
        mappings();
        return json.endObject().toString();
    }

    private void pair(PairRecord pair, List<Plot> plots) {
        json.object().key("strips").array();
        strip(pair.a() + " → " + pair.b(), pair.aToB().paths().items());
        strip(pair.b() + " → " + pair.a(), pair.bToA().paths().items());
        json.endArray().key("plots").array();
        plots.forEach(this::plot);
        json.endArray().endObject();
    }

    private void strip(String title, List<PathInterval> paths) {
        json.object().key("t").value(title).key("s").array();
        for (PathInterval path : paths) {
            json.array().value(path.from()).value(path.until()).value(PathLook.label(path.kind())).value(path.reason())
                    .endArray();
        }
        json.endArray().endObject();
    }

    private void plot(Plot plot) {
        json.object().key("t").value(plot.title()).key("u").value(plot.unit().ordinal());
        json.key("top").value(Math.round(plot.top())).key("p").value(plot.style().ordinal()).key("l").array();
        for (Plot.Line line : plot.lines()) {
            json.object().key("t").value(line.label()).key("w").value(line.series().bucketWidth().toNanos());
            json.key("b").array();
            for (Series.Bucket bucket : line.series().buckets()) {
                json.value(TimeScale.nanos(bucket.at()) / line.series().bucketWidth().toNanos()).value(bucket.count())
                        .value(bucket.min()).value(bucket.max()).value(Math.round(PlotDrawing.mean(bucket)));
            }
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }

    private void faults() {
        json.key("faults").array();
        run.faults().forEach(fault -> json.array().value(fault.from()).value(fault.until())
                .value(fault.name() + " " + fault.target()).endArray());
        json.endArray();
    }

    private void events() {
        Map<String, Integer> names = new LinkedHashMap<>();
        json.key("events").array();
        for (RunEvent event : run.events().items()) {
            json.array().value(event.at()).value(event.kind().ordinal()).value(number(event.host(), names))
                    .value(event.peer().map(peer -> number(peer, names)).orElse(-1)).value(number(event.name(), names))
                    .value(event.text()).value(event.reason()).endArray();
        }
        json.endArray();
        names("names", names);
    }

    private void mappings() {
        Map<String, Integer> names = new LinkedHashMap<>();
        json.key("nat").array();
        for (NatMapping mapping : run.natMappings().items()) {
            json.array().value(number(mapping.router(), names)).value(number(mapping.protocol(), names))
                    .value(mapping.internal()).value(mapping.external()).value(mapping.from()).value(mapping.until())
                    .value(mapping.ended()).value(String.join(", ", mapping.contacts())).endArray();
        }
        json.endArray();
        names("natNames", names);
    }

    private static int number(String name, Map<String, Integer> names) {
        return names.computeIfAbsent(name, _ -> names.size());
    }

    private void names(String key, Map<String, Integer> names) {
        json.key(key).array();
        names.keySet().forEach(json::value);
        json.endArray();
    }
}
