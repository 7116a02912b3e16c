package dev.magicsock.reports.pcap;

import dev.magicsock.reports.text.Glyphs;
import dev.magicsock.reports.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes a pcapng file while a network runs.
 *
 * <p>Every write to the stream is exactly one block, so that a stream which keeps writes whole makes a valid file of
 * whatever was written. What is seen at one moment is kept back until time goes on, because a packet may turn out to be
 * lost at that very moment: the block in which it was seen then says so. At most {@value #MAX_WAITING} packets are kept
 * back; beyond that the oldest is written. Not thread-safe.
 */
public final class Capture {

    /** Far more than one packet makes of copies and answers at one moment. */
    static final int MAX_WAITING = 256;

    private static final SafeText SAFE = new SafeText(Glyphs.UNICODE);

    private final OutputStream target;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int interfaces;

    /**
     * Begins the file.
     *
     * @param application who writes it
     * @param comments    about the whole file
     * @throws IOException where the stream fails, as everywhere here
     */
    public Capture(OutputStream target, String application, List<String> comments) throws IOException {
        this.target = target;
        target.write(Blocks.sectionHeader(SAFE.sentence(application), comments.stream().map(SAFE::sentence).toList()));
    }

    /** Adds an interface and returns its number, from 0; names are unique. */
    public int addInterface(String name, String description) throws IOException {
        target.write(Blocks.interfaceDescription(SAFE.escape(name), SAFE.escape(description)));
        return interfaces++;
    }

    /**
     * Adds secrets with which the packets that follow can be decrypted: lines as {@code SSLKEYLOGFILE} has them, which
     * are kept as they are.
     */
    public void addSecrets(byte[] keyLog) throws IOException {
        target.write(Blocks.secrets(keyLog));
    }

    /**
     * An interface saw a packet.
     *
     * @throws IllegalArgumentException if there is no such interface
     */
    public void seen(SeenPacket packet, List<String> comments) throws IOException {
        if (packet.captureInterface() >= interfaces) {
            throw new IllegalArgumentException("no interface has the number " + packet.captureInterface());
        }
        while (!waiting.isEmpty() && (waiting.getFirst().packet.timeNanos() != packet.timeNanos()
                || waiting.size() == MAX_WAITING)) {
            write(waiting.removeFirst());
        }
        Waiting last = new Waiting(packet);
        comments.stream().map(SAFE::sentence).forEach(last.comments::add);
        waiting.addLast(last);
    }

    /**
     * Says something about a packet where it was seen last, if that was at this moment.
     *
     * @return false if it was not
     */
    public boolean comment(long packetId, long timeNanos, String comment) {
        for (Iterator<Waiting> latest = waiting.descendingIterator(); latest.hasNext(); ) {
            Waiting candidate = latest.next();
            if (candidate.packet.packetId() == packetId && candidate.packet.timeNanos() == timeNanos) {
                candidate.comments.add(SAFE.sentence(comment));
                return true;
            }
        }
        return false;
    }

    /** Writes what was kept back. More may follow, but not about the past. */
    public void flush() throws IOException {
        while (!waiting.isEmpty()) {
            write(waiting.removeFirst());
        }
        target.flush();
    }

    private void write(Waiting packet) throws IOException {
        target.write(Blocks.enhancedPacket(packet.packet, packet.comments));
    }

    private static final class Waiting {

        private final SeenPacket packet;
        private final List<String> comments = new ArrayList<>(1);

        Waiting(SeenPacket packet) {
            this.packet = packet;
        }
    }
}
