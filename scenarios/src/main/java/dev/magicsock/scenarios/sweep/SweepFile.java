package dev.magicsock.scenarios.sweep;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file of rows, in the order of seeds.
 *
 * @param head what was swept: lines that all parts of one sweep share
 * @param rows ascending, each seed once
 */
public record SweepFile(String head, List<SweepRow> rows) {

    private static final String FORMAT = "# magicsock-sweep/1";

    public SweepFile {
        rows = List.copyOf(rows);
    }

    /**
     * The first lines of a sweep.
     *
     * @param scenario its bytes: seeds of a scenario that has changed do not belong together
     * @param version  of the laboratory
     */
    public static String head(String name, byte[] scenario, String version) {
        try {
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(scenario));
            return FORMAT + " " + name + " sha256=" + sha256 + " version=" + version + "\n" + SweepRow.COLUMNS + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One row as it stands in the file. */
    public static String line(SweepRow row) {
        return row.line() + "\n";
    }

    /** The whole file. */
    public String text() {
        StringBuilder text = new StringBuilder(head);
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    /**
     * Reads a file; a last line without its end is left out, because it may have been cut off.
     *
     * @throws IllegalArgumentException if it is no such file; the message says which line
     */
    public static SweepFile read(String text) {
        List<String> lines = text.lines().toList();
        boolean started = lines.size() >= 2 && lines.getFirst().startsWith(FORMAT + " ")
                && lines.get(1).equals(SweepRow.COLUMNS);
        if (!started) {
            throw new IllegalArgumentException("line 1: expected '" + FORMAT + "' and a line with names");
        }
        int whole = text.endsWith("\n") ? lines.size() : lines.size() - 1;
        List<SweepRow> rows = new ArrayList<>();
        for (int i = 2; i < whole; i++) {
            String where = "line " + (i + 1);
            SweepRow row = SweepRow.parse(lines.get(i))
                    .orElseThrow(() -> new IllegalArgumentException(where + ": this is no row"));
            if (!rows.isEmpty() && rows.getLast().seed() >= row.seed()) {
                throw new IllegalArgumentException(where + ": the seeds do not ascend");
            }
            rows.add(row);
        }
        return new SweepFile(lines.get(0) + "\n" + lines.get(1) + "\n", rows);
    }

    /**
     * All rows of all parts. The order of the parts does not matter.
     *
     * @throws IllegalArgumentException if the parts are not of the same sweep, or disagree about a seed
     */
    public static SweepFile merge(List<SweepFile> parts) {
        Map<Long, SweepRow> rows = new TreeMap<>();
        for (SweepFile part : parts) {
            if (!part.head.equals(parts.getFirst().head)) {
                throw new IllegalArgumentException("these are not parts of one sweep: " + part.head.strip() + " and "
                        + parts.getFirst().head.strip());
            }
            for (SweepRow row : part.rows) {
                SweepRow before = rows.putIfAbsent(row.seed(), row);
                if (before != null && !before.equals(row)) {
                    throw new IllegalArgumentException("the parts disagree about seed " + row.seed());
                }
            }
        }
        return new SweepFile(parts.getFirst().head, List.copyOf(rows.values()));
    }
}
