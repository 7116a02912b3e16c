package dev.magicsock.quicsim.weave;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the classes that a class file mentions, itself included, by changing nothing but the texts of its constant
 * pool (JVMS section 4.4): names of classes, descriptors and signatures. Everything else refers to these texts by
 * number.
 */
final class ClassRenamer {

    private static final Pattern IN_DESCRIPTOR = Pattern.compile("(?<=[L])([\\w$/-]+)(?=[;<])");
    private static final Pattern DESCRIPTOR = Pattern.compile(".*L[\\w$/-]+[;<].*");
    private static final int HEADER_BYTES = 8;

    private final UnaryOperator<String> names;

    /** @param names new names for old ones, both with slashes; the same one for classes that keep theirs */
    ClassRenamer(UnaryOperator<String> names) {
        this.names = names;
    }

    byte[] rename(byte[] classFile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * classFile.length);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(in.readNBytes(HEADER_BYTES));
            copyPool(in, out);
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("not a class file", e);
        }
        return bytes.toByteArray();
    }

    private void copyPool(DataInputStream in, DataOutputStream out) throws IOException {
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) {
                out.writeUTF(rename(in.readUTF()));
            } else {
                out.write(in.readNBytes(length(tag)));
            }
            if (tag == 5 || tag == 6) {
                // A long or a double takes two places.
                i++;
            }
        }
    }

    /** JVMS table 4.4-A; the tag itself is not counted. */
    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("constant pool tag " + tag);
        };
    }

    private String rename(String text) {
        String name = names.apply(text);
        if (!name.equals(text) || !DESCRIPTOR.matcher(text).matches()) {
            return name;
        }
        return IN_DESCRIPTOR.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(names.apply(match.group(1))));
    }
}
