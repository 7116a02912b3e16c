package dev.magicsock.relaystub.server;

import dev.magicsock.relay.RelayFrame;
import dev.magicsock.relay.RelayProtocolVersion;

/**
 * What a relay says to clients about itself: version 1 has words for it, version 2 numbers (relay protocol section 8).
 *
 * @param statusCode in [0, 255]; clients tolerate what they do not know
 * @param text       at most 1024 characters
 */
public record RelayWarning(int statusCode, String text) {

    private static final int MAX_STATUS_CODE = 255;
    private static final int MAX_TEXT_LENGTH = 1024;

    public RelayWarning {
        if (statusCode < 0 || statusCode > MAX_STATUS_CODE || text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException("status code " + statusCode + " with " + text.length() + " characters");
        }
    }

    RelayFrame.FromRelay frame(RelayProtocolVersion version) {
        return switch (version) {
            case V1 -> new RelayFrame.Health(text);
            case V2 -> new RelayFrame.Status(statusCode);
        };
    }
}
