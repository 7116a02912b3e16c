package dev.magicsock.scenarios.capture;

import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.reports.pcap.SeenPacket;
import dev.magicsock.reports.pcap.SeenPacket.Direction;

/**
 * One end of one direction of a link: an interface, and which way packets go there.
 *
 * @param captureInterface number in the capture
 * @param sourceMac        of the direction's beginning
 * @param destinationMac   of the direction's end
 */
record LinkSide(int captureInterface, Direction direction, byte[] sourceMac, byte[] destinationMac) {

    SeenPacket see(Packet packet, long timeNanos) {
        return new SeenPacket(captureInterface, timeNanos, direction, packet.id(),
                PacketFrames.of(packet, sourceMac, destinationMac));
    }
}
