package dev.magicsock.interop;

/** iroh's relay as a child process. */
class ChildProcessRelayTest extends IrohRelaySuite {

    @Override
    protected RelayHost host() {
        return new ChildProcess();
    }

    @Override
    protected String name() {
        return "relay-conformance";
    }
}
