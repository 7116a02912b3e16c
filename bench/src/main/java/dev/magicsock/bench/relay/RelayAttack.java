package dev.magicsock.bench.relay;

import dev.magicsock.bench.relay.Attacker.Kind;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Thousands of hostile clients at once, while pairs of good ones exchange paced datagrams: what the good ones lose, how
 * long new good ones take to be let in, and how much memory the relay holds, before the attack and during it.
 */
@Command(name = "RelayAttack", mixinStandardHelpOptions = true)
public final class RelayAttack implements Callable<Integer> {

    private static final int DATAGRAM_BYTES = 1200;
    /** All at once would only fill the kernel's queue of new connections. */
    private static final int ATTACKERS_PER_MILLISECOND = 2;

    private static final double MEBI = 1 << 20;
    private static final double MILLION = 1e6;

    @Option(names = "--relay", defaultValue = "./magicsock", description = "our launcher (${DEFAULT-VALUE})")
    private Path ours;

    @Option(names = "--real", description = "attack iroh's relay instead of ours")
    private Path real;

    @Option(names = "--silent", defaultValue = "3000", description = "that connect and say nothing (${DEFAULT-VALUE})")
    private int silent;

    @Option(names = "--unproven", defaultValue = "3000",
            description = "that upgrade and never prove a key (${DEFAULT-VALUE})")
    private int unproven;

    @Option(names = "--slow", defaultValue = "500",
            description = "that send their request byte by byte (${DEFAULT-VALUE})")
    private int slow;

    @Option(names = "--deaf", defaultValue = "100",
            description = "that send to themselves and never read (${DEFAULT-VALUE})")
    private int deaf;

    @Option(names = "--pairs", defaultValue = "8", description = "pairs of good clients (${DEFAULT-VALUE})")
    private int pairs;

    @Option(names = "--pace", defaultValue = "400", description = "their datagrams per second (${DEFAULT-VALUE})")
    private int pace;

    @Option(names = "--newcomers", defaultValue = "50",
            description = "good clients that come during the attack (${DEFAULT-VALUE})")
    private int newcomers;

    @Option(names = "--seconds", defaultValue = "15", description = "of the attack (${DEFAULT-VALUE})")
    private int seconds;

    /** Runs with these options; exits with 1 if good clients lost anything. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RelayAttack()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (RelayProcess relay = real != null ? RelayProcess.real(real) : RelayProcess.ours(ours);
                Driver good = new Driver()) {
            GoodTraffic traffic = new GoodTraffic(good, relay, pairs, DATAGRAM_BYTES, pace);
            TimeUnit.SECONDS.sleep(2);
            traffic.startOver();
            TimeUnit.SECONDS.sleep(2);
            print("before", relay, traffic);
            attack(relay, good, traffic);
            Losses losses = traffic.stop();
            System.out.println("good clients: " + traffic.sent() + " datagrams sent, " + losses);
            System.out.println("the relay: " + relay.losses());
            return losses.any() ? 1 : 0;
        }
    }

    private void attack(RelayProcess relay, Driver good, GoodTraffic traffic) throws Exception {
        try (var loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("attackers", true),
                NioIoHandler.newFactory())) {
            List<Attacker> attackers = attackers(relay, loops);
            for (int i = 0; i < attackers.size(); i++) {
                loops.schedule(attackers.get(i)::start, i / ATTACKERS_PER_MILLISECOND, TimeUnit.MILLISECONDS);
            }
            traffic.startOver();
            long peak = 0;
            int turnedAway = 0;
            Duration slowest = Duration.ZERO;
            for (int i = 0; i < newcomers; i++) {
                long began = System.nanoTime();
                turnedAway += isLetIn(good, relay) ? 0 : 1;
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                peak = Math.max(peak, relay.residentBytes());
                TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(seconds) / newcomers);
            }
            print("during", relay, traffic);
            loops.submit(() -> attackers.forEach(Attacker::stop)).get();
            System.out.printf(Locale.ROOT, "at most %.0f MiB; %d of %d newcomers not let in, the slowest took %.0f ms; "
                    + "%d attackers, %d connections%n", peak / MEBI, turnedAway, newcomers, slowest.toNanos() / MILLION,
                    attackers.size(), attackers.stream().mapToInt(Attacker::connections).sum());
        }
    }

    private static boolean isLetIn(Driver good, RelayProcess relay) throws Exception {
        try {
            good.connect(relay.address(), 1);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private List<Attacker> attackers(RelayProcess relay, MultiThreadIoEventLoopGroup loops) {
        List<Attacker> attackers = new ArrayList<>();
        add(attackers, Kind.SILENT, silent, relay, loops);
        add(attackers, Kind.UNPROVEN, unproven, relay, loops);
        add(attackers, Kind.SLOW_WRITER, slow, relay, loops);
        add(attackers, Kind.NEVER_READER, deaf, relay, loops);
        return attackers;
    }

    private static void add(List<Attacker> attackers, Kind kind, int count, RelayProcess relay,
                            MultiThreadIoEventLoopGroup loops) {
        for (int i = 0; i < count; i++) {
            attackers.add(new Attacker(loops.next(), relay.address(), kind, attackers.size()));
        }
    }

    private static void print(String when, RelayProcess relay, GoodTraffic traffic) throws Exception {
        System.out.printf(Locale.ROOT, "%s: %.0f MiB, good clients' latency %s%n", when, relay.residentBytes() / MEBI,
                traffic.latency());
    }
}
