package dev.magicsock.reports.punch;

import dev.magicsock.reports.record.PacketJourney;
import dev.magicsock.reports.record.RunEvent;
import java.time.Instant;
import java.util.List;

/** One row of a sequence diagram. */
public sealed interface PunchRow {

    /** When it began, in virtual time. */
    Instant at();

    /** Packets that were sent at the same moment, went the same way and met the same fate; at least one. */
    record Packets(List<PacketJourney> journeys) implements PunchRow {

        public Packets {
            journeys = List.copyOf(journeys);
        }

        /** The first of them. */
        public PacketJourney first() {
            return journeys.getFirst();
        }

        @Override
        public Instant at() {
            return first().hops().getFirst().at();
        }
    }

    /** A message through the relay, from one end to the other. */
    record Relayed(RunEvent sent, String to, String text) implements PunchRow {

        @Override
        public Instant at() {
            return sent.at();
        }
    }

    /** Something that one end found out or decided. */
    record Note(RunEvent event) implements PunchRow {

        @Override
        public Instant at() {
            return event.at();
        }
    }
}
