package dev.magicsock.reports.recorder;

import dev.magicsock.reports.record.DropGroup;
import dev.magicsock.reports.record.DropGroup.Example;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts dropped packets by reason and place. Not thread-safe. */
final class DropTable {

    private record Key(String reason, String place) {
    }

    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final int groupLimit;
    private final int exampleLimit;

    DropTable(int groupLimit, int exampleLimit) {
        this.groupLimit = groupLimit;
        this.exampleLimit = exampleLimit;
    }

    void add(String reason, String place, Example packet) {
        Key key = new Key(reason, place);
        if (!groups.containsKey(key) && groups.size() >= groupLimit - 1) {
            key = new Key(Overflow.REASON, Overflow.PLACE);
        }
        groups.computeIfAbsent(key, _ -> new Group()).add(packet);
    }

    List<DropGroup> toGroups() {
        List<DropGroup> all = new ArrayList<>();
        groups.forEach((key, group) -> all.add(group.toGroup(key)));
        return all;
    }

    private final class Group {
        private final List<Example> examples = new ArrayList<>();
        private long count;
        private long bytes;
        private Instant first;
        private Instant last;

        private void add(Example packet) {
            count++;
            bytes += packet.sizeBytes();
            first = first == null ? packet.at() : first;
            last = packet.at();
            if (examples.size() < exampleLimit) {
                examples.add(packet);
            }
        }

        private DropGroup toGroup(Key key) {
            return new DropGroup(key.reason(), key.place(), count, bytes, first, last, examples);
        }
    }
}
