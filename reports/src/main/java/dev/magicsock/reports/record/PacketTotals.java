package dev.magicsock.reports.record;

/**
 * Packets of every kind, application or not, counted by the network.
 *
 * @param sent      handed to the network by a host
 * @param copied    made by the network itself: duplicates and fragments
 * @param forwarded passed on by a router; a packet counts once for each
 * @param delivered arrived at a host
 * @param dropped   dropped anywhere, for any reason
 */
public record PacketTotals(long sent, long copied, long forwarded, long delivered, long dropped) {

    public PacketTotals {
        Check.notNegative("sent", sent);
        Check.notNegative("copied", copied);
        Check.notNegative("forwarded", forwarded);
        Check.notNegative("delivered", delivered);
        Check.notNegative("dropped", dropped);
    }
}
