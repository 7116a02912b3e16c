package dev.magicsock.bench.relay;

import dev.magicsock.bench.relay.RelayRound.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Our relay against iroh's under the same driver: closed loop, paced datagrams and idle clients, in rounds that
 * alternate between the two.
 */
@Command(name = "RelayLoad", mixinStandardHelpOptions = true)
public final class RelayLoad implements Callable<Integer> {

    @Option(names = "--ours", defaultValue = "./magicsock", description = "our launcher (${DEFAULT-VALUE})")
    private Path ours;

    @Option(names = "--real", description = "iroh's relay; without it only ours is measured")
    private Path real;

    @Option(names = "--rounds", defaultValue = "3", description = "of each relay (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--pairs", defaultValue = "16", description = "clients that send, each to one (${DEFAULT-VALUE})")
    private int pairs;

    @Option(names = "--window", defaultValue = "32", description = "datagrams on their way per pair (${DEFAULT-VALUE})")
    private int window;

    @Option(names = "--bytes", defaultValue = "1200", description = "size of a datagram (${DEFAULT-VALUE})")
    private int bytes;

    @Option(names = "--seconds", defaultValue = "4",
            description = "of each measurement, after as much closed loop to warm up (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--pace", defaultValue = "2000", description = "paced datagrams per second (${DEFAULT-VALUE})")
    private int pace;

    @Option(names = "--idle", description = "idle clients; 0 for none (as many as the limit on open files allows)")
    private Integer idle;

    private boolean lossless = true;

    /** Runs with these options; exits with 1 if a datagram was lost. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RelayLoad()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Costs> ourCosts = new ArrayList<>();
        List<Costs> realCosts = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (real != null && round % 2 == 1) {
                measureReal(realCosts);
            }
            try (RelayProcess relay = RelayProcess.ours(ours)) {
                ourCosts.add(measured("ours", relay));
            }
            if (real != null && round % 2 == 0) {
                measureReal(realCosts);
            }
        }
        System.out.print(Costs.table(ourCosts, realCosts));
        return lossless ? 0 : 1;
    }

    private void measureReal(List<Costs> costs) throws Exception {
        try (RelayProcess relay = RelayProcess.real(real)) {
            costs.add(measured("iroh", relay));
        }
    }

    private Costs measured(String name, RelayProcess relay) throws Exception {
        int idleClients = idle != null ? idle : OpenFiles.forConnections();
        try (RelayRound round = new RelayRound(relay, new Size(pairs, window, bytes, seconds, pace, idleClients))) {
            Costs costs = round.measure();
            lossless &= !round.losses().any();
            System.out.println(name + ": " + costs.oneLine() + " | " + round.losses() + "; the relay: "
                    + relay.losses());
            return costs;
        }
    }
}
