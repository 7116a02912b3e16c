package dev.magicsock.core;

/** Takes the commands of a {@link MagicSockCore}, in order. It must not call back into the core. */
public interface CommandSink {

    /** Carries out or keeps a command. */
    void accept(MagicSockCommand command);

    /** Whether {@link MagicSockCommand.Report} is wanted; asked once. Without it observations cost nothing. */
    default boolean wantsObservations() {
        return true;
    }
}
