package dev.magicsock.bench.relay;

import dev.magicsock.bench.relay.Attacker.Kind;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Thousands of hostile clients at once, while pairs of good ones exchange paced datagrams: what the good ones lose, how
 * long new good ones take to be let in, and how much memory the relay holds, before the attack and during it.
 */
@Command(name = "RelayAttack", mixinStandardHelpOptions = true)
public final class RelayAttack implements Callable<Integer> {

    private static final int DATAGRAM_BYTES = 1200;
    /** All at once would only fill the kernel's queue of new connections. */
    private static final int ATTACKERS_PER_MILLISECOND = 2;

    private static final int BYTE_VALUES = 256;
    private static final int MAX_SOURCES = 60_000;

    private static final double MEBI = 1 << 20;

    @Option(names = "--ours", defaultValue = "./magicsock", description = "our launcher (${DEFAULT-VALUE})")
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

    @Option(names = "--sources", defaultValue = "1",
            description = "addresses that the attackers come from, from 1 to 60000 (${DEFAULT-VALUE})")
    private int sources;

    @Option(names = "--newcomers", defaultValue = "25", description = "good clients that come during the attack from"
            + " an address of their own, and as many from the first one of the attackers (${DEFAULT-VALUE})")
    private int newcomers;

    @Option(names = "--patience", defaultValue = "30",
            description = "seconds after the attack in which the last newcomer has to be let in (${DEFAULT-VALUE})")
    private int patience;

    @Option(names = "--seconds", defaultValue = "15", description = "of the attack (${DEFAULT-VALUE})")
    private int seconds;

    @Spec
    private CommandSpec spec;

    /** Runs with these options; exits with 1 if good clients lost anything. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RelayAttack()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        requireValidOptions();
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

    private void requireValidOptions() throws IOException {
        int attackers = silent + unproven + slow + deaf;
        int connections = attackers + 2 * (pairs + newcomers);
        if (sources < 1 || sources > MAX_SOURCES || newcomers < 1 || seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--sources, --newcomers and --seconds: out of range");
        }
        if (connections > OpenFiles.forConnections()) {
            throw new ParameterException(spec.commandLine(), "this process may have " + OpenFiles.forConnections()
                    + " connections and would need " + connections);
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
            Duration cpu = relay.cpuTime();
            Newcomers elsewhere = new Newcomers(good, relay.address(), InetAddress.getLoopbackAddress());
            Newcomers among = new Newcomers(good, relay.address(), source(0));
            long peak = relay.residentBytes();
            for (int i = 0; i < newcomers; i++) {
                elsewhere.come();
                among.come();
                TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(seconds) / newcomers);
                peak = Math.max(peak, relay.residentBytes());
            }
            print("during", relay, traffic);
            System.out.printf(Locale.ROOT, "at most %.0f MiB; %.1f s of CPU in %d s%n", peak / MEBI,
                    relay.cpuTime().minus(cpu).toMillis() / 1e3, seconds);
            System.out.println(elsewhere.report(Duration.ofSeconds(patience)));
            System.out.println(among.report(Duration.ofSeconds(patience)) + ", where attackers are");
            loops.submit(() -> attackers.forEach(Attacker::stop)).get();
            System.out.println(attackers.size() + " attackers from " + sources + " addresses made "
                    + attackers.stream().mapToLong(Attacker::connections).sum() + " connections");
        }
    }

    /** Addresses of the loopback interface, all of which belong to this machine. */
    private static InetAddress source(int number) {
        return InetAddress.ofLiteral("127.1." + number / BYTE_VALUES + "." + number % BYTE_VALUES);
    }

    private List<Attacker> attackers(RelayProcess relay, MultiThreadIoEventLoopGroup loops) {
        List<Attacker> attackers = new ArrayList<>();
        add(attackers, Kind.SILENT, silent, relay, loops);
        add(attackers, Kind.UNPROVEN, unproven, relay, loops);
        add(attackers, Kind.SLOW_WRITER, slow, relay, loops);
        add(attackers, Kind.NEVER_READER, deaf, relay, loops);
        return attackers;
    }

    private void add(List<Attacker> attackers, Kind kind, int count, RelayProcess relay,
                            MultiThreadIoEventLoopGroup loops) {
        for (int i = 0; i < count; i++) {
            attackers.add(new Attacker(loops.next(), relay.address(), source(attackers.size() % sources), kind,
                    attackers.size()));
        }
    }

    private static void print(String when, RelayProcess relay, GoodTraffic traffic) throws Exception {
        System.out.printf(Locale.ROOT, "%s: %.0f MiB, good clients' latency %s%n", when, relay.residentBytes() / MEBI,
                traffic.latency());
    }
}
