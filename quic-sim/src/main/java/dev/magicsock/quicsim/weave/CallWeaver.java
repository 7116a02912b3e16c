package dev.magicsock.quicsim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.UnaryOperator;

/** Replaces calls, creations and monitors in one method's code; names are still the original ones. */
final class CallWeaver implements CodeTransform {

    private static final ClassDesc MONITOR = ClassDesc.of("dev.magicsock.quicsim.concurrent.SimMonitor");
    private static final MethodTypeDesc ON_OBJECT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
    private static final MethodTypeDesc ON_OBJECT_FOR =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_long);

    private final Rules rules;
    private final ClassDesc superclass;
    private final UnaryOperator<String> strings;

    /**
     * @param superclass of the class that is woven, which keeps it
     * @param strings    what becomes of constants, which may be names of classes
     */
    CallWeaver(Rules rules, ClassDesc superclass, UnaryOperator<String> strings) {
        this.rules = rules;
        this.superclass = superclass;
        this.strings = strings;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case MonitorInstruction monitor -> code.invokestatic(MONITOR,
                    monitor.opcode() == Opcode.MONITORENTER ? "enter" : "exit", ON_OBJECT);
            case InvokeInstruction invoke -> weave(code, invoke);
            case InvokeDynamicInstruction dynamic -> code.invokedynamic(weave(dynamic));
            case NewObjectInstruction creation -> code.new_(created(creation.className().asSymbol()));
            case ConstantInstruction constant when constant.constantValue() instanceof String text ->
                    code.loadConstant(strings.apply(text));
            default -> code.with(element);
        }
    }

    private ClassDesc created(ClassDesc type) {
        String replacement = type.isClassOrInterface() && !type.equals(superclass)
                ? rules.creates().get(Rules.nameOf(type)) : null;
        return replacement == null ? type : ClassDesc.of(replacement);
    }

    private void weave(CodeBuilder code, InvokeInstruction invoke) {
        ClassDesc owner = invoke.owner().asSymbol();
        String name = invoke.name().stringValue();
        MethodTypeDesc type = invoke.typeSymbol();
        if (owner.isArray()) {
            code.with(invoke);
        } else if (isMonitorMethod(name, type)) {
            weaveMonitorMethod(code, name, type);
        } else if (name.equals(ConstantDescs.INIT_NAME)) {
            code.invokespecial(created(owner), name, type);
        } else {
            rules.call(Rules.nameOf(owner), name, type.descriptorString()).ifPresentOrElse(
                    target -> code.invokestatic(ClassDesc.of(target.owner()), target.name(),
                            invoke.opcode() == Opcode.INVOKESTATIC ? type : type.insertParameterTypes(0, owner)),
                    () -> code.with(invoke));
        }
    }

    /** These are final in {@code Object}, so nobody else's methods look like them. */
    private static boolean isMonitorMethod(String name, MethodTypeDesc type) {
        return switch (type.descriptorString()) {
            case "()V" -> name.equals("wait") || name.equals("notify") || name.equals("notifyAll");
            case "(J)V" -> name.equals("wait");
            default -> false;
        };
    }

    private static void weaveMonitorMethod(CodeBuilder code, String name, MethodTypeDesc type) {
        switch (name) {
            case "wait" -> code.invokestatic(MONITOR, "await", type.parameterCount() == 0 ? ON_OBJECT : ON_OBJECT_FOR);
            case "notify" -> code.invokestatic(MONITOR, "signal", ON_OBJECT);
            case "notifyAll" -> code.invokestatic(MONITOR, "signalAll", ON_OBJECT);
            default -> throw new IllegalStateException(name);
        }
    }

    private DynamicCallSiteDesc weave(InvokeDynamicInstruction dynamic) {
        ConstantDesc[] arguments = dynamic.bootstrapArgs().stream().map(this::weave).toArray(ConstantDesc[]::new);
        return DynamicCallSiteDesc.of(dynamic.bootstrapMethod(), dynamic.name().stringValue(), dynamic.typeSymbol(),
                arguments);
    }

    private ConstantDesc weave(ConstantDesc argument) {
        return switch (argument) {
            case DirectMethodHandleDesc handle -> weave(handle);
            case String text -> strings.apply(text);
            default -> argument;
        };
    }

    private MethodHandleDesc weave(DirectMethodHandleDesc handle) {
        if (MethodHandles.isField(handle) || handle.owner().isArray()) {
            return handle;
        }
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
        if (handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
            return MethodHandleDesc.ofMethod(handle.kind(), created(handle.owner()), handle.methodName(), type);
        }
        boolean isStatic = MethodHandles.isStatic(handle);
        return rules.call(Rules.nameOf(handle.owner()), handle.methodName(), type.descriptorString())
                .<MethodHandleDesc>map(target -> MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC,
                        ClassDesc.of(target.owner()), target.name(),
                        isStatic ? type : type.insertParameterTypes(0, handle.owner())))
                .orElse(handle);
    }
}
