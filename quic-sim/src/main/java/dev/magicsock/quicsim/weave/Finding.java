package dev.magicsock.quicsim.weave;

/**
 * Something that the rules do not allow.
 *
 * @param where the class, with dots, and the method
 * @param what  what is used there
 * @param why   what is wrong with it
 */
public record Finding(String where, String what, String why) implements Comparable<Finding> {

    @Override
    public int compareTo(Finding other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return what + " in " + where + ": " + why;
    }
}
