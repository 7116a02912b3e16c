package dev.magicsock.quicsim.ambient;

import java.lang.management.MemoryPoolMXBean;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What else differs from machine to machine and from run to run, in woven code. */
public final class SimPlatform {

    private SimPlatform() {
    }

    /** As {@link System#exit}, of a process that is simulated. */
    public static void exit(int status) {
        throw new IllegalStateException("the simulated process ended itself with status " + status);
    }

    /** As {@link InetAddress#getAllByName}, for literal addresses only. */
    public static InetAddress[] getAllByName(String host) throws UnknownHostException {
        try {
            return new InetAddress[] {InetAddress.ofLiteral(host)};
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(host);
        }
    }

    /** As {@link java.lang.management.ManagementFactory#getMemoryPoolMXBeans}, of a machine without any. */
    public static List<MemoryPoolMXBean> noMemoryPools() {
        return List.of();
    }

    /** As {@link Charset#defaultCharset}. */
    public static Charset defaultCharset() {
        return StandardCharsets.UTF_8;
    }

    /** As {@link String#format}. */
    public static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** As {@link KeyPairGenerator#initialize(AlgorithmParameterSpec)}. */
    public static void initialize(KeyPairGenerator generator, AlgorithmParameterSpec parameters)
            throws InvalidAlgorithmParameterException {
        generator.initialize(parameters, new SimSecureRandom());
    }

    /** As {@link Signature#initSign(PrivateKey)}. */
    public static void initSign(Signature signature, PrivateKey key) throws InvalidKeyException {
        signature.initSign(key, new SimSecureRandom());
    }

    /** As {@link Collectors#toSet}, in the order of the stream. */
    public static <T> Collector<T, ?, Set<T>> toSet() {
        return Collectors.toCollection(LinkedHashSet::new);
    }

    /** As {@link Map#of}, in the order of the arguments. */
    public static <K, V> Map<K, V> mapOf(K k1, V v1, K k2, V v2, K k3, V v3) {
        Map<K, V> map = new LinkedHashMap<>();
        map.put(k1, v1);
        map.put(k2, v2);
        map.put(k3, v3);
        return map;
    }
}
