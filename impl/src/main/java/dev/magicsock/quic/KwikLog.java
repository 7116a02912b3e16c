package dev.magicsock.quic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tech.kwik.core.log.NullLogger;

/**
 * Passes kwik's complaints on to SLF4J, all at debug level: kwik calls errors what any peer can cause. Packets and
 * secrets are not passed on. Thread-safe.
 */
final class KwikLog extends NullLogger {

    private static final Logger LOG = LoggerFactory.getLogger("dev.magicsock.quic.kwik");

    @Override
    public void error(String message) {
        LOG.debug(message);
    }

    @Override
    public void error(String message, Throwable error) {
        LOG.debug(message, error);
    }

    @Override
    public void warn(String message) {
        LOG.debug(message);
    }

    @Override
    public void info(String message) {
        LOG.trace(message);
    }
}
