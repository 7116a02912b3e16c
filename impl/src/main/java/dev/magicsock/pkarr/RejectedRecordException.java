package dev.magicsock.pkarr;

import dev.magicsock.discovery.RecordRejection;
import java.io.IOException;

/** What a relay delivered is not what the endpoint that was asked for has last published. */
public final class RejectedRecordException extends IOException {

    private static final long serialVersionUID = 1;

    private final RecordRejection reason;

    RejectedRecordException(RecordRejection reason) {
        super("the record is rejected: " + reason);
        this.reason = reason;
    }

    /** Which rule is broken. */
    public RecordRejection reason() {
        return reason;
    }
}
