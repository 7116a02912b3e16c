package dev.magicsock.interop.container;

import java.net.URI;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** Leads Testcontainers to the {@link ContainerEngine} of these tests, and to no other that the machine may have. */
public final class OwnEngineStrategy extends DockerClientProviderStrategy {

    /** A system property: the socket of the running engine. */
    static final String SOCKET = "magicsock.interop.engine";

    private static final int BEFORE_ALL_OTHERS = 1_000;

    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder().dockerHost(URI.create("unix://" + System.getProperty(SOCKET))).build();
    }

    @Override
    protected boolean isApplicable() {
        return System.getProperty(SOCKET) != null;
    }

    /** It is gone after the tests, so nothing of it is to be written into the user's home. */
    @Override
    protected boolean isPersistable() {
        return false;
    }

    @Override
    public boolean allowUserOverrides() {
        return false;
    }

    /** Without looking for a bridge, which an engine without networks does not have. */
    @Override
    public String getDockerHostIpAddress() {
        return "127.0.0.1";
    }

    @Override
    protected int getPriority() {
        return BEFORE_ALL_OTHERS;
    }

    @Override
    public String getDescription() {
        return "a container engine that belongs to the tests";
    }
}
