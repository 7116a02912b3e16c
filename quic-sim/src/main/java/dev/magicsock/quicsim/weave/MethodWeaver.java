package dev.magicsock.quicsim.weave;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

/**
 * Weaves the methods of one class. A {@code synchronized} one becomes two: one that enters the monitor, calls the other
 * and leaves, and the other with the code.
 */
final class MethodWeaver implements ClassTransform {

    private static final String INNER = "$locked";
    private static final ClassDesc MONITOR = ClassDesc.of("dev.magicsock.quicsim.concurrent.SimMonitor");
    private static final MethodTypeDesc ON_OBJECT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);

    private final ClassDesc owner;
    private final CodeTransform calls;

    MethodWeaver(ClassDesc owner, CodeTransform calls) {
        this.owner = owner;
        this.calls = calls;
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
        switch (element) {
            case MethodModel method when method.flags().has(AccessFlag.SYNCHRONIZED) -> split(builder, method);
            case MethodModel method -> builder.transformMethod(method, MethodTransform.transformingCode(calls));
            default -> builder.with(element);
        }
    }

    private void split(ClassBuilder builder, MethodModel method) {
        boolean isStatic = method.flags().has(AccessFlag.STATIC);
        int inner = ACC_PRIVATE_SYNTHETIC | (isStatic ? AccessFlag.STATIC.mask() : 0);
        String name = method.methodName().stringValue() + INNER;
        builder.withMethod(name, method.methodTypeSymbol(), inner, with -> with.transformCode(
                method.code().orElseThrow(), calls));
        int outer = method.flags().flagsMask() & ~AccessFlag.SYNCHRONIZED.mask();
        builder.withMethod(method.methodName().stringValue(), method.methodTypeSymbol(), outer, with -> {
            method.elementStream().filter(part -> !(part instanceof CodeModel)
                    && !(part instanceof java.lang.classfile.AccessFlags)).forEach(with);
            with.withCode(code -> enterAndCall(code, name, method.methodTypeSymbol(), isStatic));
        });
    }

    private static final int ACC_PRIVATE_SYNTHETIC = AccessFlag.PRIVATE.mask() | AccessFlag.SYNTHETIC.mask();

    private void enterAndCall(CodeBuilder code, String inner, MethodTypeDesc type, boolean isStatic) {
        loadMonitor(code, isStatic);
        code.invokestatic(MONITOR, "enter", ON_OBJECT);
        code.trying(body -> {
            if (!isStatic) {
                body.aload(0);
            }
            for (int i = 0; i < type.parameterCount(); i++) {
                body.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
            }
            if (isStatic) {
                body.invokestatic(owner, inner, type);
            } else {
                body.invokespecial(owner, inner, type);
            }
            loadMonitor(body, isStatic);
            body.invokestatic(MONITOR, "exit", ON_OBJECT);
            body.return_(TypeKind.from(type.returnType()));
        }, catches -> catches.catchingAll(failed -> {
            loadMonitor(failed, isStatic);
            failed.invokestatic(MONITOR, "exit", ON_OBJECT);
            failed.athrow();
        }));
    }

    private void loadMonitor(CodeBuilder code, boolean isStatic) {
        if (isStatic) {
            code.ldc(owner);
        } else {
            code.aload(0);
        }
    }
}
