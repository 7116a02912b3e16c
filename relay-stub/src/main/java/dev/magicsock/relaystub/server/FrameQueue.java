package dev.magicsock.relaystub.server;

import java.util.ArrayDeque;

/** Frames that wait for one client, first in first out, bounded in number and bytes. */
final class FrameQueue {

    private final int maxFrames;
    private final int maxBytes;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private final QueueBudget budget;
    private int bytes;

    /** @param budget shared by all queues that may not take more memory together */
    FrameQueue(int maxFrames, int maxBytes, QueueBudget budget) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** True if a frame of this size may be added. */
    boolean hasRoomFor(int frameBytes) {
        return frames.size() < maxFrames && bytes <= maxBytes - frameBytes && budget.hasRoomFor(frameBytes);
    }

    /** Appends a frame for which there is room. */
    void add(byte[] frame) {
        frames.addLast(frame);
        bytes += frame.length;
        budget.take(frame.length);
    }

    /** The oldest frame, or null. */
    byte[] peek() {
        return frames.peekFirst();
    }

    /** Removes the oldest frame; null if there is none. */
    byte[] poll() {
        byte[] frame = frames.pollFirst();
        if (frame != null) {
            bytes -= frame.length;
            budget.giveBack(frame.length);
        }
        return frame;
    }
}
