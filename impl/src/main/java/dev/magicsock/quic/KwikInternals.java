package dev.magicsock.quic;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import tech.kwik.agent15.TlsConstants;
import tech.kwik.agent15.engine.TlsClientEngine;
import tech.kwik.agent15.engine.TlsServerEngine;
import tech.kwik.agent15.engine.TlsServerEngineFactory;
import tech.kwik.agent15.engine.impl.TlsClientEngineImpl;
import tech.kwik.agent15.engine.impl.TlsEngineImpl;
import tech.kwik.agent15.engine.impl.TlsState;
import tech.kwik.core.ConnectionTerminatedEvent;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicConstants.TransportErrorCode;
import tech.kwik.core.cc.AbstractCongestionController;
import tech.kwik.core.cc.CongestionController;
import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.crypto.ConnectionSecrets;
import tech.kwik.core.crypto.CryptoStream;
import tech.kwik.core.frame.AckFrame;
import tech.kwik.core.impl.FrameReceivedListener;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.impl.QuicConnectionImpl;
import tech.kwik.core.impl.VersionHolder;
import tech.kwik.core.log.Logger;
import tech.kwik.core.send.SenderImpl;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnectionRegistry;
import tech.kwik.core.server.ServerConnector;
import tech.kwik.core.server.impl.ServerConnectionImpl;
import tech.kwik.core.server.impl.ServerConnectionProxy;
import tech.kwik.core.server.impl.ServerConnectorImpl;
import tech.kwik.core.stream.RetransmitBuffer;
import tech.kwik.core.stream.SendBuffer;
import tech.kwik.qlog.QLogFrontEnd;

/**
 * Every member of kwik 0.10.8 and agent15 3.1 that is reached by reflection: the one class to look at when their
 * versions change. Thread-safe.
 *
 * <p>Members are looked up together; {@link #get} names all that are missing. No final field is written.
 */
final class KwikInternals {

    private static final String OUTPUT_STREAM = "tech.kwik.core.stream.StreamOutputStreamImpl";

    private static final String REGISTRY = "tech.kwik.core.server.impl.ServerConnectionRegistryImpl";

    private static final KwikInternals INSTANCE = new KwikInternals();

    private final Lookup lookup = new Lookup();

    private final Field log = lookup.field(QuicConnectionImpl.class, "log");
    private final Field cryptoStreams = lookup.field(QuicConnectionImpl.class, "cryptoStreams");
    private final Field quicVersion = lookup.field(QuicConnectionImpl.class, "quicVersion");
    private final Field connectionState = lookup.field(QuicConnectionImpl.class, "connectionState");
    private final Field connectionSecrets = lookup.field(QuicConnectionImpl.class, "connectionSecrets");
    private final Method getSender = lookup.method(QuicConnectionImpl.class, "getSender");
    private final Field clientEngine = lookup.field(QuicClientConnectionImpl.class, "tlsEngine");
    private final Field serverEngine = lookup.field(ServerConnectionImpl.class, "tlsEngine");
    private final Field engineState = lookup.writableField(TlsEngineImpl.class, "state");
    private final Field engineCipher = lookup.writableField(TlsClientEngineImpl.class, "selectedCipher");
    private final Constructor<?> serverConnector = lookup.constructor(ServerConnectorImpl.class, DatagramSocket.class,
            TlsServerEngineFactory.class, List.class, ServerConnectionConfig.class, Logger.class);
    private final Class<?> outputStream = lookup.type(OUTPUT_STREAM);
    private final Field connectionRegistry = lookup.field(ServerConnectorImpl.class, "connectionRegistry");
    private final Method existingConnection = lookup.method(lookup.type(REGISTRY), "isExistingConnection",
            InetSocketAddress.class, byte[].class);
    private final Method immediateClose = lookup.method(QuicConnectionImpl.class, "immediateCloseWithError", long.class,
            String.class);
    private final Field receiverThread = lookup.field(QuicClientConnectionImpl.class, "receiverThread");
    private final Field timers = lookup.field(ServerConnectorImpl.class, "sharedScheduledExecutor");
    private final Method close = lookup.method(ServerConnectorImpl.class, "close", Duration.class);
    private final Field sendBuffer = lookup.field(outputStream, "sendBuffer");
    private final Field retransmitBuffer = lookup.field(outputStream, "retransmitBuffer");
    private final Field recovery = lookup.field(QuicConnectionImpl.class, "recoveryManager");
    private final Field congestionWindow = lookup.writableField(AbstractCongestionController.class, "congestionWindow");
    private final Field reasonPhrase = lookup.field(ConnectionTerminatedEvent.class, "errorDescription");

    private KwikInternals() {
    }

    /**
     * The internals, all of them found.
     *
     * @throws IllegalStateException naming every missing member, if kwik or agent15 has another version
     */
    static KwikInternals get() {
        INSTANCE.lookup.requireAll();
        return INSTANCE;
    }

    /** The list in which a connection keeps its CRYPTO streams by encryption level; the list itself, to be changed. */
    @SuppressWarnings("unchecked")
    List<CryptoStream> cryptoStreams(QuicConnectionImpl connection) {
        return (List<CryptoStream>) read(cryptoStreams, connection);
    }

    /** What a connection of a server tells its qlog. */
    QLogFrontEnd frontEnd(ServerConnectionImpl connection) {
        return (QLogFrontEnd) ((Logger) read(log, connection)).getQLog();
    }

    /** The version that a connection speaks. */
    VersionHolder quicVersion(QuicConnectionImpl connection) {
        return (VersionHolder) read(quicVersion, connection);
    }

    /** Null while the constructor of the connection still runs. */
    SenderImpl sender(QuicConnectionImpl connection) {
        return (SenderImpl) call(getSender, connection);
    }

    /** Where a connection stands. */
    QuicConnectionImpl.Status state(QuicConnectionImpl connection) {
        return (QuicConnectionImpl.Status) read(connectionState, connection);
    }

    /** Throws away the keys of Initial packets (RFC 9001 section 4.9.1). */
    void discardInitialKeys(QuicConnectionImpl connection) {
        ((ConnectionSecrets) read(connectionSecrets, connection)).discardKeys(EncryptionLevel.Initial);
    }

    /** Lets kwik's own, otherwise idle TLS engine of a client answer with these secrets and this cipher suite. */
    void replaceSecrets(QuicClientConnectionImpl connection, TlsState secrets, TlsConstants.CipherSuite suite) {
        TlsClientEngine engine = (TlsClientEngine) read(clientEngine, connection);
        write(engineState, engine, secrets);
        write(engineCipher, engine, suite);
    }

    /** The TLS engine that the factory made for a connection of a server. */
    TlsServerEngine serverEngine(QuicConnection connection) {
        return (TlsServerEngine) read(serverEngine, connection);
    }

    /** A server connector whose connections get their TLS engines from {@code engines}. */
    ServerConnector serverConnector(DatagramSocket socket, TlsServerEngineFactory engines,
                                    ServerConnectionConfig configuration, Logger log) {
        try {
            List<QuicConnection.QuicVersion> versions = List.of(QuicConnection.QuicVersion.V1);
            return (ServerConnector) serverConnector.newInstance(socket, engines, versions, configuration, log);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(serverConnector.toString(), e);
        }
    }

    /** What the side that closed a connection said besides the code; the public method mixes it with other text. */
    String reasonPhrase(ConnectionTerminatedEvent event) {
        return Objects.requireNonNullElse((String) read(reasonPhrase, event), "");
    }

    /** Whether packets for a connection of a server find it by the id that it has chosen first. */
    boolean isRegistered(ServerConnector connector, ServerConnectionImpl connection) {
        return isRegistered(connector, connection, connection.getInitialConnectionId());
    }

    /** Whether packets for a connection of a server find it by any of the ids that it has chosen. */
    boolean isReachable(ServerConnector connector, ServerConnectionImpl connection) {
        List<byte[]> ids = connection.getActiveConnectionIds();
        return ids.isEmpty() || ids.stream().anyMatch(id -> isRegistered(connector, connection, id));
    }

    private boolean isRegistered(ServerConnector connector, ServerConnectionImpl connection, byte[] id) {
        Object registry = read(connectionRegistry, connector);
        return ((Optional<?>) call(existingConnection, registry, connection.getInitialRemoteAddress(), id)).isPresent();
    }

    /** Lets somebody else have the packets that come for one of the ids of a connection of a server. */
    void register(ServerConnector connector, ServerConnectionImpl connection, ServerConnectionProxy instead) {
        ((ServerConnectionRegistry) read(connectionRegistry, connector)).registerConnection(instead,
                connection.getActiveConnectionIds().getFirst());
    }

    /** Whether the thread that handles packets for a client's connection, which is established, is alive. */
    boolean isReceiving(QuicClientConnectionImpl connection) {
        return ((Thread) read(receiverThread, connection)).isAlive();
    }

    /** Closes a connection with INTERNAL_ERROR (RFC 9000 section 20.1), as kwik does with errors of other kinds. */
    void fail(QuicConnectionImpl connection, String reason) {
        call(immediateClose, connection, TransportErrorCode.INTERNAL_ERROR.value, reason);
        sender(connection).flush();
    }

    /**
     * Closes a connector and its connections, and waits no longer than that for what is left in its table. Timers that
     * are set are forgotten: kwik would keep their thread, and with it the process, until the last one is due, half a
     * minute later.
     */
    void close(ServerConnector connector, Duration longest) {
        call(close, connector, longest);
        ((ScheduledExecutorService) read(timers, connector)).shutdownNow();
    }

    /** Whether a stream's output is one of those whose buffers {@link #hasUnsent} knows. */
    boolean isSendingStream(Object output) {
        return outputStream.isInstance(output);
    }

    /** Whether a stream's output holds data, or an end of stream, or lost data, that is still to be sent. */
    boolean hasUnsent(Object output) {
        return ((SendBuffer) read(sendBuffer, output)).hasData()
                || ((RetransmitBuffer) read(retransmitBuffer, output)).hasDataToRetransmit();
    }

    /** Who is told about the ACK frames of a connection. */
    @SuppressWarnings("unchecked")
    FrameReceivedListener<AckFrame> recovery(QuicConnectionImpl connection) {
        return (FrameReceivedListener<AckFrame>) read(recovery, connection);
    }

    /** Sets how many bytes may be in flight; to be called with the controller locked. */
    void setCongestionWindow(CongestionController controller, long bytes) {
        write(congestionWindow, controller, bytes);
    }

    private static Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }

    private static Object call(Method method, Object owner, Object... arguments) {
        try {
            return method.invoke(owner, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private static void write(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }

    /** Finds members and remembers which are missing. */
    static final class Lookup {

        private final List<String> missing = new ArrayList<>();

        void requireAll() {
            if (!missing.isEmpty()) {
                throw new IllegalStateException("kwik 0.10.8 with agent15 3.1 is needed; missing are " + missing);
            }
        }

        Class<?> type(String name) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                missing.add("class " + name);
                return Object.class;
            }
        }

        Field field(Class<?> owner, String name) {
            try {
                return open(owner.getDeclaredField(name)).orElse(null);
            } catch (NoSuchFieldException e) {
                missing.add("field " + owner.getName() + "." + name);
                return null;
            }
        }

        Field writableField(Class<?> owner, String name) {
            Field field = field(owner, name);
            if (field != null && Modifier.isFinal(field.getModifiers())) {
                missing.add("non-final field " + owner.getName() + "." + name);
            }
            return field;
        }

        Method method(Class<?> owner, String name, Class<?>... parameters) {
            try {
                return open(owner.getDeclaredMethod(name, parameters)).orElse(null);
            } catch (NoSuchMethodException e) {
                missing.add("method " + owner.getName() + "." + name + List.of(parameters));
                return null;
            }
        }

        Constructor<?> constructor(Class<?> owner, Class<?>... parameters) {
            try {
                return open(owner.getDeclaredConstructor(parameters)).orElse(null);
            } catch (NoSuchMethodException e) {
                missing.add("constructor " + owner.getName() + List.of(parameters));
                return null;
            }
        }

        private <T extends AccessibleObject> Optional<T> open(T member) {
            if (member.trySetAccessible()) {
                return Optional.of(member);
            }
            missing.add("access to " + member);
            return Optional.empty();
        }
    }
}
