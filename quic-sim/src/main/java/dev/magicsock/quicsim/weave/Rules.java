package dev.magicsock.quicsim.weave;

import java.lang.constant.ClassDesc;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is woven and how.
 *
 * @param weave   prefixes of the names of classes that are woven
 * @param check   prefixes of the names of classes that are used as they are, and must keep to the same rules
 * @param types   classes that become others wherever they are mentioned
 * @param creates classes that become others where one is created
 * @param calls   methods that become static methods of others
 * @param allowed what may be used as it is: {@code a.b.C}, {@code a.b.*}, {@code a.b.C.member} or
 *                {@code a.b.C.member(descriptor)}
 * @param denied  what may not be used all the same, by the names of members
 */
public record Rules(List<String> weave, List<String> check, Map<String, String> types, Map<String, String> creates,
                    Map<MethodName, StaticTarget> calls, Set<String> allowed,
                    Set<String> denied) {

    public Rules {
        weave = List.copyOf(weave);
        check = List.copyOf(check);
        types = new LinkedHashMap<>(types);
        creates = new LinkedHashMap<>(creates);
        calls = new LinkedHashMap<>(calls);
        allowed = new LinkedHashSet<>(allowed);
        denied = new LinkedHashSet<>(denied);
    }

    /**
     * A method of a class that is not woven.
     *
     * @param owner      the class, with dots
     * @param descriptor as in class files, such as {@code ()V}
     */
    public record MethodName(String owner, String name, String descriptor) {
    }

    /** A static method; an instance that is replaced becomes its first argument. */
    public record StaticTarget(String owner, String name) {
    }

    /** Whether a class is woven; with dots. */
    boolean weaves(String className) {
        return startsWithAny(className, weave);
    }

    /** Whether a class is held to the rules, though it is used as it is; with dots. */
    boolean checks(String className) {
        return startsWithAny(className, check);
    }

    private static boolean startsWithAny(String className, List<String> prefixes) {
        return prefixes.stream().anyMatch(className::startsWith);
    }

    Optional<StaticTarget> call(String owner, String name, String descriptor) {
        return Optional.ofNullable(calls.get(new MethodName(owner, name, descriptor)));
    }

    /** Whether a class may be mentioned; with dots. */
    boolean allowsType(String className) {
        return allowed.contains(className) || allowed.contains(packageOf(className) + ".*")
                || allowed.contains(className + ".<type>");
    }

    /** Whether a member of a class may be used; with dots. A field's descriptor is empty. */
    boolean allowsMember(String className, String member, String descriptor) {
        if (denied.contains(member)) {
            return false;
        }
        return allowed.contains(className) || allowed.contains(packageOf(className) + ".*")
                || allowed.contains(className + "." + member)
                || allowed.contains(className + "." + member + descriptor);
    }

    private static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    /** A class's name with dots. */
    static String nameOf(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }
}
