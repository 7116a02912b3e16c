package dev.magicsock.quicsim.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds everything in classes that the rules do not expressly allow: whatever is neither woven, nor held to the rules,
 * nor a stand-in, nor on the list is refused. A stand-in must have what is used of it.
 */
public final class Audit {

    private static final String STAND_INS = "dev.magicsock.quicsim.";

    private final Rules rules;
    private final Map<String, byte[]> classes;
    private final Function<String, byte[]> standIns;
    private final Set<Finding> findings = new TreeSet<>();

    /**
     * An audit.
     *
     * @param classes  what is audited, by names with dots: woven classes and those that are checked as they are
     * @param standIns finds the class file of a stand-in by its name; null if there is none
     */
    public Audit(Rules rules, Map<String, byte[]> classes, Function<String, byte[]> standIns) {
        this.rules = rules;
        this.classes = classes;
        this.standIns = standIns;
    }

    /** What is not allowed, sorted; empty if all is well. */
    public List<Finding> findings() {
        classes.values().forEach(bytes -> audit(ClassFile.of().parse(bytes)));
        return List.copyOf(findings);
    }

    private void audit(ClassModel model) {
        String name = Rules.nameOf(model.thisClass().asSymbol());
        model.superclass().ifPresent(parent -> type(name, parent.asSymbol()));
        model.interfaces().forEach(parent -> type(name, parent.asSymbol()));
        for (FieldModel field : model.fields()) {
            type(name + "." + field.fieldName().stringValue(), field.fieldTypeSymbol());
        }
        for (MethodModel method : model.methods()) {
            audit(name + "." + method.methodName().stringValue(), name, method);
        }
    }

    private void audit(String where, String owner, MethodModel method) {
        if (method.flags().has(AccessFlag.NATIVE)) {
            report(where, "native code", "cannot be woven");
        }
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
            report(where, "synchronized", "a monitor of the JVM");
        }
        signature(where, method.methodTypeSymbol());
        method.code().ifPresent(code -> code.forEach(element -> audit(where, element)));
    }

    private void audit(String where, CodeElement element) {
        switch (element) {
            case MonitorInstruction monitor -> report(where, monitor.opcode().name(), "a monitor of the JVM");
            case InvokeInstruction invoke -> {
                member(where, invoke.owner().asSymbol(), invoke.name().stringValue(), invoke.typeSymbol(),
                        invoke.opcode() == Opcode.INVOKESTATIC);
                kind(where, invoke.owner().asSymbol(), invoke.isInterface());
            }
            case FieldInstruction field -> field(where, field);
            case NewObjectInstruction creation -> type(where, creation.className().asSymbol());
            case TypeCheckInstruction check -> type(where, check.type().asSymbol());
            case InvokeDynamicInstruction dynamic -> dynamic(where, dynamic);
            default -> {
                // Does not leave the method.
            }
        }
    }

    private void field(String where, FieldInstruction field) {
        String owner = Rules.nameOf(field.owner().asSymbol());
        String name = field.name().stringValue();
        if (!isOurs(owner) && !owner.startsWith(STAND_INS) && !rules.allowsMember(owner, name, "")) {
            report(where, owner + "." + name, "no rule");
        }
    }

    private void dynamic(String where, InvokeDynamicInstruction dynamic) {
        DirectMethodHandleDesc bootstrap = dynamic.bootstrapMethod();
        member(where, bootstrap.owner(), bootstrap.methodName(),
                MethodTypeDesc.ofDescriptor(bootstrap.lookupDescriptor()), true);
        for (ConstantDesc argument : dynamic.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc handle && !MethodHandles.isField(handle)) {
                member(where, handle.owner(), handle.methodName(),
                        MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()), MethodHandles.isStatic(handle));
            }
        }
    }

    private void member(String where, ClassDesc owner, String name, MethodTypeDesc type, boolean isStatic) {
        if (owner.isArray()) {
            return;
        }
        String ownerName = Rules.nameOf(owner);
        String what = ownerName + "." + name + type.descriptorString();
        if (isOurs(ownerName)) {
            return;
        }
        if (ownerName.startsWith(STAND_INS)) {
            if (!hasMember(ownerName, name, type, isStatic)) {
                report(where, what, "the stand-in has no such method");
            }
        } else if (!rules.allowsMember(ownerName, name, type.descriptorString())) {
            report(where, what, "no rule");
        } else if (mentionsStandIn(type)) {
            report(where, what, "passes a stand-in to code that is not woven");
        }
    }

    /** The JVM refuses to call a class as an interface, and the other way round. */
    private void kind(String where, ClassDesc owner, boolean asInterface) {
        String name = owner.isArray() ? "" : Rules.nameOf(owner);
        if (name.startsWith(STAND_INS) && !isOurs(name)) {
            byte[] bytes = standIns.apply(name);
            boolean isInterface = bytes != null && ClassFile.of().parse(bytes).flags().has(AccessFlag.INTERFACE);
            if (isInterface != asInterface) {
                report(where, name, "the stand-in is not of the same kind: class or interface");
            }
        }
    }

    private boolean isOurs(String className) {
        return className.startsWith(Weaver.PREFIX) || rules.checks(className);
    }

    private boolean mentionsStandIn(MethodTypeDesc type) {
        return isReplacement(type.returnType()) || type.parameterList().stream().anyMatch(this::isReplacement);
    }

    private boolean isReplacement(ClassDesc type) {
        return type.isClassOrInterface() && rules.types().containsValue(Rules.nameOf(type));
    }

    private boolean hasMember(String owner, String name, MethodTypeDesc type, boolean isStatic) {
        byte[] bytes = standIns.apply(owner);
        if (bytes == null) {
            return false;
        }
        ClassModel model = ClassFile.of().parse(bytes);
        boolean here = model.methods().stream().anyMatch(method -> method.methodName().equalsString(name)
                && method.methodTypeSymbol().equals(type) && method.flags().has(AccessFlag.STATIC) == isStatic);
        return here || inherited(model, name, type, isStatic);
    }

    /** From another stand-in, or from a class of the JDK that a stand-in extends: that one counts as replaced. */
    private boolean inherited(ClassModel model, String name, MethodTypeDesc type, boolean isStatic) {
        List<ClassDesc> parents = new ArrayList<>();
        model.superclass().ifPresent(parent -> parents.add(parent.asSymbol()));
        model.interfaces().forEach(parent -> parents.add(parent.asSymbol()));
        return !name.equals("<init>") && parents.stream().map(Rules::nameOf)
                .anyMatch(parent -> parent.startsWith(STAND_INS) ? hasMember(parent, name, type, isStatic)
                        : rules.allowsMember(parent, name, type.descriptorString()));
    }

    private void signature(String where, MethodTypeDesc type) {
        type(where, type.returnType());
        type.parameterList().forEach(parameter -> type(where, parameter));
    }

    private void type(String where, ClassDesc type) {
        ClassDesc element = type.isArray() ? elementOf(type) : type;
        if (!element.isClassOrInterface()) {
            return;
        }
        String name = Rules.nameOf(element);
        if (!isOurs(name) && !name.startsWith(STAND_INS) && !rules.allowsType(name)) {
            report(where, name, "no rule");
        }
    }

    private static ClassDesc elementOf(ClassDesc array) {
        ClassDesc element = array;
        while (element.isArray()) {
            element = element.componentType();
        }
        return element;
    }

    private void report(String where, String what, String why) {
        findings.add(new Finding(where, what, why));
    }
}
