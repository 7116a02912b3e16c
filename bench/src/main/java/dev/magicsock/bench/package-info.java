/**
 * Measures how fast the laboratory is, always beside the limit that the machine sets.
 *
 * <p>Owns the benchmarks and the bare loop that they are compared with. Refuses to be depended on: nothing ships from
 * here. All figures are taken in one run, because they mean something only beside each other:
 * <pre>
 * mvn -q -DskipTests package
 * java -jar bench/target/magicsock-bench-0.1.0.jar -prof gc
 * </pre>
 */
package dev.magicsock.bench;
