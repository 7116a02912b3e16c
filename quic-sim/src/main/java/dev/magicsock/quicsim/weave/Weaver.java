package dev.magicsock.quicsim.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Makes classes that live in a simulation out of classes that live in the world. They get new names under
 * {@link #PREFIX}, so both can be used by one JVM, and nothing is woven that is in production use.
 */
public final class Weaver {

    /** What stands before the names of woven classes. */
    public static final String PREFIX = "dev.magicsock.quicsim.woven.";

    private final Rules rules;
    private final Map<String, byte[]> originals;
    private final ClassRenamer renamer;
    private final ClassFile classFiles;

    /** @param originals classes by their names with dots; at least all that the rules weave */
    public Weaver(Rules rules, Map<String, byte[]> originals) {
        this.rules = Objects.requireNonNull(rules);
        this.originals = originals;
        this.renamer = new ClassRenamer(this::rename);
        this.classFiles = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(Weaver.class.getClassLoader())
                                .orElse(ClassHierarchyResolver.defaultResolver()).cached()));
    }

    /** The woven classes by their new names with dots. */
    public Map<String, byte[]> weave() {
        return weave(name -> true);
    }

    /** Some of the woven classes by their new names with dots; {@code wanted} knows the original ones. */
    Map<String, byte[]> weave(Predicate<String> wanted) {
        Map<String, byte[]> woven = new LinkedHashMap<>();
        originals.forEach((name, bytes) -> {
            if (rules.weaves(name) && wanted.test(name)) {
                woven.put(PREFIX + name, weave(bytes));
            }
        });
        return woven;
    }

    private byte[] weave(byte[] original) {
        ClassModel model = classFiles.parse(original);
        ClassDesc superclass = model.superclass().map(ClassEntry::asSymbol).orElse(ConstantDescs.CD_Object);
        return renamer.rename(classFiles.transformClass(model, new MethodWeaver(model.thisClass().asSymbol(),
                new CallWeaver(rules, superclass, this::renameConstant))));
    }

    /** Strings that name woven classes, as reflection uses them. */
    private String renameConstant(String text) {
        return isWoven(text) ? PREFIX + text : text;
    }

    /** A name with slashes; whatever has a dot is none. */
    private String rename(String internalName) {
        if (internalName.indexOf('.') >= 0) {
            return internalName;
        }
        String name = internalName.replace('/', '.');
        String replacement = rules.types().get(name);
        if (replacement != null) {
            return replacement.replace('.', '/');
        }
        return isWoven(name) ? (PREFIX + name).replace('.', '/') : internalName;
    }

    private boolean isWoven(String name) {
        return originals.containsKey(name) && rules.weaves(name);
    }
}
