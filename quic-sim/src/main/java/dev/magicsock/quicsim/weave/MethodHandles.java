package dev.magicsock.quicsim.weave;

import java.lang.constant.DirectMethodHandleDesc;

/** What the constants of lambdas and method references refer to. */
final class MethodHandles {

    private MethodHandles() {
    }

    static boolean isField(DirectMethodHandleDesc handle) {
        return switch (handle.kind()) {
            case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> true;
            case STATIC, INTERFACE_STATIC, VIRTUAL, INTERFACE_VIRTUAL, SPECIAL, INTERFACE_SPECIAL, CONSTRUCTOR -> false;
        };
    }

    static boolean isStatic(DirectMethodHandleDesc handle) {
        return handle.kind() == DirectMethodHandleDesc.Kind.STATIC
                || handle.kind() == DirectMethodHandleDesc.Kind.INTERFACE_STATIC;
    }
}
