package dev.magicsock.scenarios.cli;

import dev.magicsock.portmap.PortMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A gateway on a loopback address of its own that grants ports by PCP (RFC 6887 sections 7.2 and 11.1). */
final class LoopbackPcp implements AutoCloseable {

    private static final int EXTERNAL_PORT = 4321;
    private static final int RESPONSE_BIT = 0x80;
    private static final int LENGTH = 60;
    private static final int MAP_DATA = 24;
    private static final int EXTERNAL_PORT_AT = MAP_DATA + 18;

    private final DatagramSocket socket;
    private final InetAddress external;
    private final CountDownLatch gaveBack = new CountDownLatch(1);

    LoopbackPcp(String address, String external) throws IOException {
        this.socket = new DatagramSocket(
                new InetSocketAddress(InetAddress.ofLiteral(address), PortMapper.GATEWAY_PORT));
        this.external = InetAddress.ofLiteral(external);
        Thread.ofVirtual().start(this::serve);
    }

    /** Whether a request for no lifetime came, which ends a mapping. */
    boolean gaveBack() {
        try {
            return gaveBack.await(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[1100], 1100);
        try {
            while (!socket.isClosed()) {
                socket.receive(packet);
                if (packet.getLength() == LENGTH) {
                    answer(packet);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(DatagramPacket request) throws IOException {
        ByteBuffer asked = ByteBuffer.wrap(request.getData(), 0, LENGTH);
        int lifetime = asked.getInt(4);
        ByteBuffer answer = ByteBuffer.allocate(LENGTH);
        answer.put(asked.get(0)).put((byte) (asked.get(1) | RESPONSE_BIT)).putShort((short) 0);
        answer.putInt(lifetime).putInt(1000);
        answer.put(MAP_DATA, asked, MAP_DATA, LENGTH - MAP_DATA);
        answer.putShort(EXTERNAL_PORT_AT, (short) EXTERNAL_PORT);
        answer.position(EXTERNAL_PORT_AT + 2);
        answer.putLong(0).putShort((short) 0).putShort((short) 0xFFFF).put(external.getAddress());
        socket.send(new DatagramPacket(answer.array(), LENGTH, request.getSocketAddress()));
        if (lifetime == 0) {
            gaveBack.countDown();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
