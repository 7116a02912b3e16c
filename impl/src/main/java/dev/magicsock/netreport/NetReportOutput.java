package dev.magicsock.netreport;

import dev.magicsock.identity.RelayUrl;
import java.util.List;

/** What a {@link NetReporter} wants done and has to tell. Must not call back into it. */
public interface NetReportOutput {

    /**
     * Ask a relay for a sign of life; {@link NetReporter#probeAnswered} or {@link NetReporter#probeFailed} must follow.
     *
     * @param report the number of the report that it is for
     */
    void probe(int report, RelayUrl relay);

    /** Ask for a captive portal; {@link NetReporter#captivePortalChecked} must follow. */
    void checkCaptivePortal(int report, RelayUrl relay);

    /** What STUN servers have told, as known now. */
    List<StunSighting> stunSightings();

    /** A report is complete. */
    void reported(NetReport report);
}
