package dev.magicsock.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Role;
import org.java_websocket.framing.BinaryFrame;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PongFrame;
import org.junit.jupiter.api.Test;

class RelaySocketTest {

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final List<Integer> credits = new ArrayList<>();
    private byte[] incoming = new byte[0];
    private final RelaySocket socket = new RelaySocket(new Scripted(), credits::add);

    /** A connected socket without a network. */
    private final class Scripted extends Socket {
        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(incoming);
        }

        @Override
        public OutputStream getOutputStream() {
            return wire;
        }
    }

    @Test
    void everyMessageThatTheLibraryWritesIsTold() throws Exception {
        int[] sizes = {1, 125, 126, 65_535, 65_536, 200_000};
        for (int size : sizes) {
            BinaryFrame frame = new BinaryFrame();
            frame.setPayload(ByteBuffer.allocate(size));
            write(frame);
        }

        assertEquals(List.of(1, 125, 126, 65_535, 65_536, 200_000), credits);
    }

    @Test
    void whatIsNoMessageIsNotTold() throws Exception {
        PongFrame pong = new PongFrame();
        pong.setPayload(ByteBuffer.allocate(8));
        write(pong);
        write(new CloseFrame());
        byte[] upgrade = "GET /relay HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(upgrade, 0, upgrade.length);

        assertEquals(List.of(), credits);
    }

    private void write(Framedata frame) throws IOException {
        Draft_6455 draft = new Draft_6455();
        draft.setParseMode(Role.CLIENT);
        ByteBuffer bytes = draft.createBinaryFrame(frame);
        socket.getOutputStream().write(bytes.array(), 0, bytes.limit());
    }

    @Test
    void anEndlessAnswerToTheUpgradeIsCutOff() throws Exception {
        incoming = new byte[100_000];
        InputStream input = socket.getInputStream();
        byte[] chunk = new byte[16_384];
        for (int i = 0; i < 4; i++) {
            assertEquals(chunk.length, input.read(chunk, 0, chunk.length));
        }

        assertThrows(IOException.class, () -> input.read(chunk, 0, chunk.length));
    }

    @Test
    void afterTheUpgradeThereIsNoSuchBound() throws Exception {
        incoming = new byte[100_000];
        socket.upgraded();

        assertEquals(100_000, socket.getInputStream().readAllBytes().length);
    }

    @Property(tries = 200)
    void anyBytesPassUnchanged(@ForAll @Size(max = 300) byte[] bytes) throws Exception {
        wire.reset();
        socket.getOutputStream().write(bytes, 0, bytes.length);

        assertArrayEquals(bytes, wire.toByteArray());
    }
}
