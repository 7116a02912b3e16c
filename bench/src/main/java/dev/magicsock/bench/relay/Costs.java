package dev.magicsock.bench.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one round measured of one relay.
 *
 * @param datagramsPerSecond in the closed loop
 * @param cpuPerMillion      seconds of CPU that the relay's process took for a million datagrams of the closed loop
 * @param loadedP50          one-way latency in the closed loop, which is mostly waiting behind others
 * @param loadedP99          likewise
 * @param addedP50           one-way latency of paced datagrams, beyond that of a TCP connection without a relay
 * @param addedP99           likewise
 * @param pacedCpuPerMillion seconds of CPU for a million paced datagrams
 * @param idleBytes          memory of an idle client
 * @param residentBytes      memory of the process with all idle clients
 */
record Costs(double datagramsPerSecond, double cpuPerMillion, Duration loadedP50, Duration loadedP99, Duration addedP50,
             Duration addedP99, double pacedCpuPerMillion, long idleBytes, long residentBytes) {

    private record Row(String name, String unit, ToDoubleFunction<Costs> value) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("closed loop: datagrams per second", "", Costs::datagramsPerSecond),
            new Row("closed loop: CPU per million datagrams", "s", Costs::cpuPerMillion),
            new Row("closed loop: latency p50", "us", costs -> micros(costs.loadedP50)),
            new Row("closed loop: latency p99", "us", costs -> micros(costs.loadedP99)),
            new Row("paced: added latency p50", "us", costs -> micros(costs.addedP50)),
            new Row("paced: added latency p99", "us", costs -> micros(costs.addedP99)),
            new Row("paced: CPU per million datagrams", "s", Costs::pacedCpuPerMillion),
            new Row("idle client: memory", "KiB", costs -> costs.idleBytes / 1024.0),
            new Row("process with idle clients: memory", "MiB", costs -> costs.residentBytes / 1048576.0));

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }

    /** Medians of both, row by row. */
    static String table(List<Costs> ours, List<Costs> real) {
        StringBuilder text = new StringBuilder(
                line("median of " + ours.size() + " rounds", "", "ours", "iroh", "ratio"));
        for (Row row : ROWS) {
            double our = median(ours, row.value);
            double their = median(real, row.value);
            text.append(line(row.name, row.unit, number(our), number(their), number(our / their)));
        }
        return text.toString();
    }

    /** One round of one relay on one line. */
    String oneLine() {
        List<String> words = new ArrayList<>();
        ROWS.forEach(row -> words.add(number(row.value.applyAsDouble(this)) + row.unit));
        return String.join(" | ", words);
    }

    private static double median(List<Costs> all, ToDoubleFunction<Costs> value) {
        return Medians.of(all.stream().map(value::applyAsDouble).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String line(String name, String unit, String ours, String real, String ratio) {
        return String.format(Locale.ROOT, "%-40s %-4s %12s %12s %8s%n", name, unit, ours, real, ratio);
    }
}
