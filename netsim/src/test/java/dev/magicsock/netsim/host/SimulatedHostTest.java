package dev.magicsock.netsim.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedHostTest {

    private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
    private static final IpEndpoint REMOTE = IpEndpoint.parse("192.0.2.9:9");
    private static final IpAddress FIRST = IpAddress.parse("192.0.2.1");
    private static final IpAddress SECOND = IpAddress.parse("192.0.2.2");
    private static final IpAddress OTHER = IpAddress.parse("198.51.100.1");
    private static final long MILLI = 1_000_000;

    private final Simulation simulation = new Simulation(3, null);
    private final ElementContext network = simulation.declare("network");
    private final NameTable names = new NameTable(Duration.ofMillis(5));
    private final List<String> sent = new ArrayList<>();
    private final List<Integer> hopLimits = new ArrayList<>();

    // Sockets.

    @Test
    void portsAreTakenOnceAndFreeAfterClosing() {
        onStart(host -> {
            UdpSocket socket = host.bindUdp(1000);
            assertThrows(IllegalArgumentException.class, () -> host.bindUdp(1000));
            assertThrows(IllegalArgumentException.class, () -> host.bindUdp(FIRST, 1000));
            assertThrows(IllegalArgumentException.class, () -> host.bindUdp(65_536));
            assertThrows(IllegalArgumentException.class, () -> host.bindUdp(-1));
            socket.close();
            socket.close();
            assertThrows(IllegalStateException.class, () -> socket.send(REMOTE, ByteBuffer.allocate(1)));
            assertEquals(1000, host.bindUdp(1000).localPort());
        });
    }

    @Test
    void aDatagramMayHaveAHopLimitOfItsOwn() {
        onStart(host -> {
            UdpSocket socket = host.bindUdp(1000);
            socket.send(REMOTE, ByteBuffer.allocate(1), 2);
            socket.send(REMOTE, ByteBuffer.allocate(1));
            assertThrows(IllegalArgumentException.class, () -> socket.send(REMOTE, ByteBuffer.allocate(1), 0));
            assertThrows(IllegalArgumentException.class, () -> socket.send(REMOTE, ByteBuffer.allocate(1), 256));
        });
        assertEquals(List.of(2, Packet.FIRST_HOP_LIMIT), hopLimits);
    }

    @Test
    void onePortMayServeBothFamiliesBySeparateSockets() {
        onStart(host -> {
            assertEquals(1000, host.bindUdp(IpAddress.parse("0.0.0.0"), 1000).localPort());
            assertEquals(1000, host.bindUdp(IpAddress.parse("::"), 1000).localPort());
            assertThrows(IllegalArgumentException.class, () -> host.bindUdp(FIRST, 1000));
        });
    }

    @Test
    void pickedPortsAreDynamicDistinctAndDrawn() {
        List<Integer> picked = new ArrayList<>();
        onStart(host -> {
            for (int i = 0; i < 200; i++) {
                picked.add(host.bindUdp(0).localPort());
            }
        });
        assertEquals(200, picked.stream().distinct().count());
        assertTrue(picked.stream().allMatch(port -> port >= 49_152 && port <= 65_535));
        assertNotEquals(picked.stream().sorted().toList(), picked);
    }

    @Test
    void socketsAreBounded() {
        onStart(host -> {
            for (int i = 0; i < PortTable.MAX_SOCKETS; i++) {
                host.bindUdp(0);
            }
            assertThrows(IllegalStateException.class, () -> host.bindUdp(0));
        });
    }

    @Test
    void datagramThatIsTooLargeIsRefusedAndTheLargestIsSent() {
        onStart(host -> {
            UdpSocket socket = host.bindUdp(1000);
            assertThrows(IllegalArgumentException.class, () -> socket.send(REMOTE, ByteBuffer.allocate(65_508)));
            ByteBuffer largest = ByteBuffer.allocate(65_507);
            socket.send(REMOTE, largest);
            assertEquals(0, largest.position());
        });
        assertEquals(List.of("wifi 192.0.2.1:1000 > 192.0.2.9:9"), sent);
        assertEquals(1, simulation.ledger().sent());
    }

    @Test
    void boundSocketLeavesByTheInterfaceThatHasItsAddress() {
        onStart(host -> {
            host.bindUdp(OTHER, 1000).send(REMOTE, ByteBuffer.allocate(1));
            host.bindUdp(SECOND, 1000).send(REMOTE, ByteBuffer.allocate(1));
            host.bindUdp(IpAddress.parse("203.0.113.1"), 1001).send(REMOTE, ByteBuffer.allocate(1));
        });
        assertEquals(List.of("mobile 198.51.100.1:1000 > 192.0.2.9:9", "wifi 192.0.2.2:1000 > 192.0.2.9:9"), sent);
        assertEquals(1, simulation.ledger().dropped(DropReason.NO_SOURCE_ADDRESS));
    }

    @Test
    void packetForTheAddressOfAnotherInterfaceIsNotTaken() {
        SimulatedHost host = started(ProcessingDelay.NONE, new Scripted((_, _, _, _) -> { }));

        host.receive(datagramTo(OTHER, 1), 0, 0);

        assertEquals(1, simulation.ledger().dropped(DropReason.WRONG_HOST));
    }

    @Test
    void corruptedPacketIsNotTaken() {
        SimulatedHost host = started(ProcessingDelay.NONE, new Scripted((_, _, _, _) -> { }));
        Packet packet = datagramTo(FIRST, 1);
        packet.corrupt();

        host.receive(packet, 0, 0);

        assertEquals(1, simulation.ledger().dropped(DropReason.CHECKSUM_FAILED));
    }

    @Test
    void payloadCannotBeWritten() {
        Scripted program = new Scripted((event, host, _, _) -> {
            if (event instanceof HostEvent.Started) {
                host.bindUdp(1000);
            } else if (event instanceof HostEvent.DatagramReceived received) {
                assertThrows(ReadOnlyBufferException.class, () -> received.payload().put(0, (byte) 1));
            }
        });

        started(ProcessingDelay.NONE, program).receive(datagramTo(FIRST, 1000), 0, 0);

        assertEquals(1, program.times(HostEvent.DatagramReceived.class).size());
    }

    // Time.

    @Test
    void deadlineComesOnceAndAPassedOneAtOnce() {
        Scripted program = new Scripted((event, _, now, self) -> {
            switch (event) {
                case HostEvent.Started _ -> self.wakeAt(now.plusMillis(5));
                case HostEvent.DeadlineReached _ when now.equals(at(5)) && self.seen().size() == 2 ->
                        self.wakeAt(at(1));
                default -> self.wakeNever();
            }
        });
        started(ProcessingDelay.NONE, program);

        simulation.queue().runUntil(100 * MILLI);

        assertEquals(List.of(at(5), at(5)), program.times(HostEvent.DeadlineReached.class));
    }

    @Test
    void programThatNeverLetsTimeGoOnIsReported() {
        started(ProcessingDelay.NONE, new Scripted((_, _, now, self) -> self.wakeAt(now)));

        assertThrows(IllegalStateException.class, () -> simulation.queue().runUntil(1));
    }

    @Test
    void deadlinesBeyondAllTimeNeverCome() {
        Scripted program = new Scripted((_, _, _, self) -> self.wakeAt(Instant.MAX));
        started(ProcessingDelay.NONE, program);

        simulation.queue().runUntil(Long.MAX_VALUE / 2);

        assertEquals(1, program.seen().size());
    }

    @Test
    void sleepStopsTheMonotonicClockAndDeadlines() {
        List<Instant> suspendAware = new ArrayList<>();
        List<Instant> wall = new ArrayList<>();
        Scripted program = new Scripted((event, host, now, self) -> {
            if (event instanceof HostEvent.Started) {
                self.wakeAt(now.plusMillis(10));
            } else {
                self.wakeNever();
                suspendAware.add(host.suspendAwareClock());
                wall.add(host.wallClock());
            }
        });
        SimulatedHost host = started(ProcessingDelay.NONE, program);
        simulation.queue().runUntil(4 * MILLI);
        host.suspend(4 * MILLI);
        simulation.queue().runUntil(104 * MILLI);
        host.wake(104 * MILLI);
        // The program forgot its deadline when it resumed, so nothing more comes.
        simulation.queue().runUntil(1000 * MILLI);

        assertEquals(List.of(new Scripted.Seen(new HostEvent.Started(), at(0)),
                new Scripted.Seen(new HostEvent.Resumed(Duration.ofMillis(100)), at(4))), program.seen());
        assertEquals(List.of(at(104)), suspendAware);
        assertEquals(List.of(WALL.plusMillis(104)), wall);
    }

    @Test
    void deadlineKeptThroughSleepComesThatMuchLater() {
        Scripted program = new Scripted((event, _, now, self) -> {
            if (event instanceof HostEvent.Started) {
                self.wakeAt(now.plusMillis(10));
            } else if (event instanceof HostEvent.DeadlineReached) {
                self.wakeNever();
            }
        });
        SimulatedHost host = started(ProcessingDelay.NONE, program);
        simulation.queue().runUntil(4 * MILLI);
        host.suspend(4 * MILLI);
        simulation.queue().runUntil(104 * MILLI);
        host.wake(104 * MILLI);

        simulation.queue().runUntil(109 * MILLI);
        assertEquals(List.of(), program.times(HostEvent.DeadlineReached.class));
        simulation.queue().runUntil(110 * MILLI);
        assertEquals(List.of(at(10)), program.times(HostEvent.DeadlineReached.class));
    }

    @Test
    void skewedWallClockGainsAndSteppedOneJumps() {
        HostClocks clocks = new HostClocks(WALL);
        clocks.skewWall(100, 0);
        assertEquals(WALL.plusNanos(1_000_100_000), clocks.wall(1_000_000_000));
        clocks.stepWall(Duration.ofSeconds(-60), 1_000_000_000);
        assertEquals(WALL.plusNanos(1_000_100_000).minusSeconds(60), clocks.wall(1_000_000_000));
        clocks.skewWall(-500_000, 1_000_000_000);
        assertEquals(WALL.plusNanos(1_000_100_000).minusSeconds(60).plusSeconds(5), clocks.wall(11_000_000_000L));
    }

    @Test
    void processingDelaysPacketsInOrderAndDeadlines() {
        ProcessingDelay delay = new ProcessingDelay(Duration.ofMillis(1), Duration.ofMillis(1));
        Scripted program = new Scripted((event, host, now, self) -> {
            if (event instanceof HostEvent.Started) {
                host.bindUdp(1000);
                self.wakeAt(now.plusMillis(10));
            } else if (event instanceof HostEvent.DeadlineReached) {
                self.wakeNever();
            }
        });
        SimulatedHost host = started(delay, program);
        for (int i = 0; i < 50; i++) {
            host.receive(datagramTo(FIRST, 1000), 0, 0);
        }
        assertEquals(50, host.underWay());

        simulation.queue().runUntil(100 * MILLI);

        List<Instant> handled = program.times(HostEvent.DatagramReceived.class);
        assertEquals(50, handled.size());
        assertTrue(handled.getFirst().compareTo(at(1)) >= 0 && handled.getLast().compareTo(at(2)) <= 0);
        Instant woken = program.times(HostEvent.DeadlineReached.class).getFirst();
        assertTrue(woken.compareTo(at(11)) >= 0 && woken.compareTo(at(12)) <= 0, woken.toString());
    }

    @Test
    void tooManyWaitingPacketsAreDropped() {
        SimulatedHost host = started(new ProcessingDelay(Duration.ofSeconds(1), Duration.ZERO),
                new Scripted((_, _, _, _) -> { }));
        for (int i = 0; i < 5000; i++) {
            host.receive(datagramTo(FIRST, 1000), 0, 0);
        }

        assertEquals(5000 - 4096, simulation.ledger().dropped(DropReason.RECEIVE_BUFFER_FULL));
    }

    // Names and programs.

    @Test
    void namesAreAnsweredLaterAndUnknownOnesByNothing() {
        names.put("eu.relay.test", List.of(IpAddress.parse("2001:db8::1"), FIRST));
        Scripted program = new Scripted((event, host, _, _) -> {
            if (event instanceof HostEvent.Started) {
                host.resolve("eu.relay.test");
                host.resolve("us.relay.test");
            }
        });
        started(ProcessingDelay.NONE, program);

        simulation.queue().runUntil(100 * MILLI);

        assertEquals(List.of(
                new Scripted.Seen(new HostEvent.NameResolved("eu.relay.test",
                        List.of(FIRST, IpAddress.parse("2001:db8::1"))), at(5)),
                new Scripted.Seen(new HostEvent.NameResolved("us.relay.test", List.of()), at(5))),
                program.seen().subList(1, 3));
    }

    @Test
    void answerThatComesDuringSleepIsTheFirstThingAfterResuming() {
        Scripted program = new Scripted((event, host, _, _) -> {
            if (event instanceof HostEvent.Started) {
                host.resolve("eu.relay.test");
            }
        });
        SimulatedHost host = started(ProcessingDelay.NONE, program);
        host.suspend(0);
        simulation.queue().runUntil(20 * MILLI);
        host.wake(20 * MILLI);

        assertEquals(List.of(new HostEvent.Resumed(Duration.ofMillis(20)),
                new HostEvent.NameResolved("eu.relay.test", List.of())),
                program.seen().subList(1, 3).stream().map(Scripted.Seen::event).toList());
    }

    @Test
    void programsShareTheHostButNotTheirDraws() {
        List<Long> draws = new ArrayList<>();
        SimulatedHost host = host(ProcessingDelay.NONE);
        host.addProgram("relay", () -> new Scripted((_, own, _, _) -> {
            draws.add(own.random().nextLong());
            own.bindUdp(1000);
        }));
        host.addProgram("stun", () -> new Scripted((_, own, _, _) -> {
            draws.add(own.random().nextLong());
            assertThrows(IllegalArgumentException.class, () -> own.bindUdp(1000));
        }));
        assertThrows(IllegalArgumentException.class, () -> host.addProgram("stun", () -> null));

        host.start(0);
        host.stop();
        host.start(0);

        assertEquals(4, draws.stream().distinct().count());
    }

    private interface Use {
        void of(Host host);
    }

    private void onStart(Use use) {
        List<Host> used = new ArrayList<>();
        started(ProcessingDelay.NONE, new Scripted((event, host, _, _) -> {
            if (event instanceof HostEvent.Started) {
                use.of(host);
                used.add(host);
            }
        }));
        assertEquals(1, used.size());
    }

    private SimulatedHost started(ProcessingDelay processing, Program program) {
        SimulatedHost host = host(processing);
        host.addProgram("main", () -> program);
        host.start(0);
        return host;
    }

    private SimulatedHost host(ProcessingDelay processing) {
        SimulatedHost host = new SimulatedHost(simulation.declare("host"), names, WALL, processing);
        attach(host, "wifi", List.of(FIRST, SECOND));
        attach(host, "mobile", List.of(OTHER));
        return host;
    }

    private void attach(SimulatedHost host, String name, List<IpAddress> addresses) {
        host.attach(host.addInterface(name, addresses, true),
                (packet, _) -> {
                    sent.add(name + " " + packet.source() + " > " + packet.destination());
                    hopLimits.add(packet.hopLimit());
                });
    }

    private Packet datagramTo(IpAddress address, int port) {
        Packet packet = network.newPacket();
        packet.fillUdp(REMOTE, IpEndpoint.of(address, port), ByteBuffer.allocate(10));
        network.sent(packet, 0);
        return packet;
    }

    private static Instant at(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }
}
