package dev.magicsock.netsim.nat;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.PortMappingServer.Failure;
import dev.magicsock.netsim.nat.PortMappingServer.Protocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Reads requests for port mappings, has them carried out, and writes the answers. It lives as long as the translator
 * does without a restart, since its epoch counts from there.
 */
final class PortMappingDesk {

    /** Carries requests out. */
    interface Mappings {

        /** Maps, or renews; the external endpoint, or why not. */
        Translation map(IpEndpoint internal, int suggestedPort, Duration lifetime, long nowNanos);

        void unmap(IpEndpoint internal, long nowNanos);

        /** Whether somebody inside has asked for a mapping that he still has. */
        boolean isMapped(IpEndpoint internal, long nowNanos);

        /** The external address that a subscriber has or would get. */
        IpAddress externalOf(IpEndpoint internal);
    }

    private static final int PCP_VERSION = 2;
    private static final int PCP_MAP = 1;
    private static final int PCP_BYTES = 60;
    private static final int NONCE_AT = 24;
    private static final int NONCE_BYTES = 12;
    private static final int UDP = 17;
    private static final int RESPONSE = 0x80;
    private static final int NAT_PMP_MAP_BYTES = 12;

    private static final int SUCCESS = 0;
    private static final int UNSUPP_VERSION = 1;
    private static final int NOT_AUTHORIZED = 2;
    private static final int PCP_MALFORMED = 3;
    private static final int PCP_UNSUPP_OPCODE = 4;
    private static final int PCP_NO_RESOURCES = 8;
    private static final int PCP_UNSUPP_PROTOCOL = 9;
    private static final int PCP_ADDRESS_MISMATCH = 12;
    private static final int PMP_NO_RESOURCES = 4;
    private static final int PMP_UNSUPP_OPCODE = 5;

    /** As many as one external address has ports; the oldest makes room for another one. */
    private static final int NONCES = 1 << 16;
    private static final IpAddress NOWHERE = IpAddress.parse("192.0.2.66");

    private final PortMappingServer settings;
    private final Mappings mappings;
    private final long beganNanos;
    private final LinkedHashMap<IpEndpoint, byte[]> nonces = new LinkedHashMap<>();

    PortMappingDesk(PortMappingServer settings, Mappings mappings, long nowNanos) {
        this.settings = settings;
        this.mappings = mappings;
        this.beganNanos = nowNanos;
    }

    /** The answer to a datagram from the inside; empty if it deserves none. */
    Optional<ByteBuffer> answer(IpEndpoint client, ByteBuffer request, long nowNanos) {
        if (request.remaining() < 2 || (request.get(1) & RESPONSE) != 0) {
            return Optional.empty();
        }
        boolean natPmp = request.get(0) == 0;
        if (natPmp && settings.protocols().contains(Protocol.NAT_PMP)) {
            return Optional.of(natPmp(client, request, nowNanos));
        }
        if (!settings.protocols().contains(Protocol.PCP)) {
            return Optional.of(natPmpHead(request.get(1), UNSUPP_VERSION, nowNanos, 8).flip());
        }
        return Optional.of(pcp(client, request, nowNanos));
    }

    // PCP, RFC 6887 sections 7 and 11.

    private ByteBuffer pcp(IpEndpoint client, ByteBuffer request, long nowNanos) {
        int result = pcpProblem(client, request, nowNanos);
        long lifetime = request.remaining() >= 8 ? request.getInt(4) & 0xFFFFFFFFL : 0;
        IpEndpoint external = IpEndpoint.of(NOWHERE, 0);
        if (result == SUCCESS) {
            IpEndpoint internal = IpEndpoint.of(client.address(), request.getShort(40) & 0xFFFF);
            Translation outcome = carryOut(internal, request.getShort(42) & 0xFFFF, lifetime, nowNanos);
            result = outcome instanceof NatDrop ? PCP_NO_RESOURCES : SUCCESS;
            external = outcome instanceof Translation.Translated(IpEndpoint at) ? shown(at) : external;
            if (result == SUCCESS) {
                remember(internal, request, lifetime);
            }
        }
        return pcpAnswer(request, result, result == SUCCESS ? granted(lifetime) : 0, external, nowNanos);
    }

    private int pcpProblem(IpEndpoint client, ByteBuffer request, long nowNanos) {
        if (request.get(0) != PCP_VERSION) {
            return UNSUPP_VERSION;
        }
        if (request.remaining() < PCP_BYTES) {
            return PCP_MALFORMED;
        }
        if (request.get(1) != PCP_MAP) {
            return PCP_UNSUPP_OPCODE;
        }
        if (settings.failure() == Failure.REFUSES) {
            return NOT_AUTHORIZED;
        }
        byte[] claimed = new byte[16];
        request.get(8, claimed);
        if (!IpAddress.of(claimed).equals(client.address())) {
            return PCP_ADDRESS_MISMATCH;
        }
        boolean port = request.getShort(40) != 0;
        if (request.get(NONCE_AT + NONCE_BYTES) != UDP || !port) {
            return PCP_UNSUPP_PROTOCOL;
        }
        IpEndpoint internal = IpEndpoint.of(client.address(), request.getShort(40) & 0xFFFF);
        return isOfSomebodyElse(internal, request, nowNanos) ? NOT_AUTHORIZED : SUCCESS;
    }

    /** RFC 6887 section 11.3: only whoever knows the nonce of a mapping may change it. */
    private boolean isOfSomebodyElse(IpEndpoint internal, ByteBuffer request, long nowNanos) {
        byte[] known = nonces.get(internal);
        return known != null && mappings.isMapped(internal, nowNanos) && !Arrays.equals(known, nonce(request));
    }

    private void remember(IpEndpoint internal, ByteBuffer request, long lifetime) {
        if (lifetime == 0) {
            nonces.remove(internal);
            return;
        }
        if (nonces.size() == NONCES) {
            nonces.pollFirstEntry();
        }
        nonces.put(internal, nonce(request));
    }

    private static byte[] nonce(ByteBuffer request) {
        byte[] nonce = new byte[NONCE_BYTES];
        request.get(NONCE_AT, nonce);
        return nonce;
    }

    private ByteBuffer pcpAnswer(ByteBuffer request, int result, long lifetime, IpEndpoint external, long nowNanos) {
        ByteBuffer answer = ByteBuffer.allocate(PCP_BYTES);
        answer.put(0, (byte) PCP_VERSION).put(1, (byte) (request.get(1) | RESPONSE)).put(3, (byte) result)
                .putInt(4, (int) lifetime).putInt(8, epochSeconds(nowNanos));
        if (request.remaining() >= PCP_BYTES) {
            answer.put(NONCE_AT, request, NONCE_AT, PCP_BYTES - NONCE_AT);
        }
        if (result == SUCCESS) {
            answer.putShort(42, (short) external.port()).put(44, mapped(external.address()));
        }
        return answer;
    }

    /** IPv4 as IPv4-mapped IPv6 (RFC 6887 section 5). */
    private static byte[] mapped(IpAddress address) {
        if (address.isV6()) {
            return address.toBytes();
        }
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        System.arraycopy(address.toBytes(), 0, bytes, 12, 4);
        return bytes;
    }

    // NAT-PMP, RFC 6886 section 3.

    private ByteBuffer natPmp(IpEndpoint client, ByteBuffer request, long nowNanos) {
        int opcode = request.get(1);
        if (settings.failure() == Failure.REFUSES) {
            return natPmpHead(opcode, NOT_AUTHORIZED, nowNanos, 8).flip();
        }
        if (opcode == 0) {
            IpAddress external = shown(IpEndpoint.of(mappings.externalOf(client), 0)).address();
            return natPmpHead(opcode, SUCCESS, nowNanos, 12).put(external.toBytes(), 0, 4).flip();
        }
        if (opcode != 1 || request.remaining() < NAT_PMP_MAP_BYTES) {
            return natPmpHead(opcode, PMP_UNSUPP_OPCODE, nowNanos, 8).flip();
        }
        return natPmpMap(client, request, nowNanos);
    }

    private ByteBuffer natPmpMap(IpEndpoint client, ByteBuffer request, long nowNanos) {
        int port = request.getShort(4) & 0xFFFF;
        long lifetime = request.getInt(8) & 0xFFFFFFFFL;
        Translation outcome = port == 0 ? new NatDrop.NoPort(client)
                : carryOut(IpEndpoint.of(client.address(), port), request.getShort(6) & 0xFFFF, lifetime, nowNanos);
        return switch (outcome) {
            case Translation.Translated(IpEndpoint external) -> natPmpHead(1, SUCCESS, nowNanos, 16)
                    .putShort((short) port).putShort((short) external.port()).putInt((int) granted(lifetime)).flip();
            case NatDrop _ -> natPmpHead(1, PMP_NO_RESOURCES, nowNanos, 16)
                    .putShort((short) port).putShort((short) 0).putInt(0).flip();
        };
    }

    private ByteBuffer natPmpHead(int opcode, int result, long nowNanos, int bytes) {
        return ByteBuffer.allocate(bytes).put((byte) 0).put((byte) (opcode | RESPONSE)).putShort((short) result)
                .putInt(epochSeconds(nowNanos));
    }

    // Both.

    private Translation carryOut(IpEndpoint internal, int suggestedPort, long lifetimeSeconds, long nowNanos) {
        if (lifetimeSeconds == 0) {
            mappings.unmap(internal, nowNanos);
            return new Translation.Translated(IpEndpoint.of(mappings.externalOf(internal), 0));
        }
        Duration lifetime = settings.failure() == Failure.LOSES_LEASES ? PortMappingServer.LOST_AFTER
                : Duration.ofSeconds(granted(lifetimeSeconds));
        return mappings.map(internal, suggestedPort, lifetime, nowNanos);
    }

    private static long granted(long lifetimeSeconds) {
        return Math.min(lifetimeSeconds, PortMappingServer.LONGEST_LIFETIME.toSeconds());
    }

    private IpEndpoint shown(IpEndpoint external) {
        return settings.failure() == Failure.WRONG_ADDRESS ? IpEndpoint.of(NOWHERE, external.port()) : external;
    }

    private int epochSeconds(long nowNanos) {
        return (int) Duration.ofNanos(nowNanos - beganNanos).toSeconds();
    }
}
