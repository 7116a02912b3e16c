package dev.magicsock.quicsim.weave;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weaves classes of tests by the standard rules, and loads them. */
public final class WovenClasses extends ClassLoader {

    private final Map<String, byte[]> classes = new LinkedHashMap<>();

    private WovenClasses(Map<String, byte[]> classes) {
        super(WovenClasses.class.getClassLoader());
        this.classes.putAll(classes);
    }

    /** A loader of woven classes: those whose names start with the prefix, in their woven form. */
    public static WovenClasses of(String prefix) throws IOException {
        List<String> lines = new ArrayList<>(RuleReader.standardLines());
        lines.add("weave " + prefix);
        Rules rules = RuleReader.read(lines);
        Map<String, byte[]> originals = new ClassPath(System.getProperty("java.class.path"))
                .classes(name -> name.startsWith(prefix));
        return new WovenClasses(new Weaver(rules, originals).weave());
    }

    /** The woven form of a class. */
    public Class<?> woven(Class<?> original) throws ClassNotFoundException {
        return loadClass(Weaver.PREFIX + original.getName());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
