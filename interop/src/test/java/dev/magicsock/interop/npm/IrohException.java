package dev.magicsock.interop.npm;

import java.io.IOException;

/** A real endpoint did not do what it was told; the message is iroh's. */
final class IrohException extends IOException {

    private static final long serialVersionUID = 1L;

    IrohException(String message) {
        super(message);
    }
}
