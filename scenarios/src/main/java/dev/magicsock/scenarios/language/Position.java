package dev.magicsock.scenarios.language;

/**
 * A place in a file.
 *
 * @param line   from 1
 * @param column from 1, in characters
 */
public record Position(int line, int column) {

    static final Position START = new Position(1, 1);

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("no place in a file: " + line + ":" + column);
        }
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
