package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.host.ProcessingDelay;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.link.LinkProfile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a host is attached and what runs on it, step by step.
 *
 * <p>A host without {@link #networkInterface} has one interface called {@code eth0}, described by {@link #behind} and
 * {@link #link}.
 */
public final class HostOptions {

    /** The interface of a host that names none. */
    public static final String DEFAULT_INTERFACE = "eth0";

    private final InterfaceOptions only = new InterfaceOptions();
    private boolean describesOnly;
    private final Map<String, InterfaceOptions> interfaces = new LinkedHashMap<>();
    private final Map<String, Supplier<? extends Program>> programs = new LinkedHashMap<>();
    private ProcessingDelay processing = ProcessingDelay.NONE;
    private boolean on = true;

    HostOptions() {
    }

    /** The router of the only interface; {@code internet} by default. */
    public HostOptions behind(String router) {
        only.behind(router);
        describesOnly = true;
        return this;
    }

    /** The link of the only interface; perfect by default. */
    public HostOptions link(LinkProfile profile) {
        only.link(profile);
        describesOnly = true;
        return this;
    }

    /** Adds an interface; earlier ones are preferred for sending. */
    public HostOptions networkInterface(String name, Consumer<InterfaceOptions> describe) {
        InterfaceOptions options = new InterfaceOptions();
        describe.accept(options);
        if (interfaces.putIfAbsent(name, options) != null) {
            throw new IllegalArgumentException("two interfaces of one host are called '" + name + "'");
        }
        return this;
    }

    /** The only program, called {@code main}; the same object starts again when the host does. */
    public HostOptions program(Program program) {
        return program("main", program);
    }

    /** A program; the same object gets {@code Started} again when the host is switched on again. */
    public HostOptions program(String name, Program program) {
        Objects.requireNonNull(program, "program");
        return programFactory(name, () -> program);
    }

    /**
     * A program that is made anew each time the host is switched on.
     *
     * @param name unique on this host; names the program's random numbers
     */
    public HostOptions programFactory(String name, Supplier<? extends Program> factory) {
        if (programs.putIfAbsent(name, factory) != null) {
            throw new IllegalArgumentException("two programs of one host are called '" + name + "'");
        }
        return this;
    }

    /** How long the host takes to handle anything; no time by default. */
    public HostOptions processing(ProcessingDelay delay) {
        processing = delay;
        return this;
    }

    /** The host is switched off at first. */
    public HostOptions off() {
        on = false;
        return this;
    }

    /** @throws IllegalArgumentException if the only interface and named ones were described */
    Map<String, InterfaceOptions> interfaces() {
        if (describesOnly && !interfaces.isEmpty()) {
            throw new IllegalArgumentException("a host has either one unnamed interface or named ones");
        }
        return interfaces.isEmpty() ? Collections.singletonMap(DEFAULT_INTERFACE, only) : interfaces;
    }

    Map<String, Supplier<? extends Program>> programs() {
        return programs;
    }

    ProcessingDelay processing() {
        return processing;
    }

    boolean isOn() {
        return on;
    }
}
