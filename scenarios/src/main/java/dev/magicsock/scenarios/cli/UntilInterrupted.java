package dev.magicsock.scenarios.cli;

import dev.magicsock.relaystub.net.RelayServer;
import java.util.concurrent.CountDownLatch;

/** Lets a relay serve until the process is told to end, and then lets it end its connections first. */
final class UntilInterrupted implements RelayCommand.Service {

    @Override
    public void serve(RelayServer relay, Runnable end) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(end, "relay-stop"));
        new CountDownLatch(1).await();
    }
}
