#!/usr/bin/env bash
# Makes the start cache: runs a scenario once with the Java that the launcher will use, and keeps the classes as they
# are after loading (JEP 483, JEP 514), which halves the time to start. A build without the cache is complete; it only
# starts more slowly, so nothing that fails here fails the build.
#
#   make-start-cache.bash TARGET_DIRECTORY
set -uo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/java.bash" || exit 0
target=$1
java_home=$(find_java)
if [ -z "$java_home" ]; then
    echo "no Java $NEEDED_JAVA for the launcher: there will be no start cache"
    exit 0
fi
rm -f "$target/magicsock.aot"
if "$java_home/bin/java" "${JVM_OPTIONS[@]}" -XX:AOTCacheOutput="$target/magicsock.aot.next" \
        -jar "$target/magicsock-scenarios.jar" run symmetric-nat; then
    mv -f "$target/magicsock.aot.next" "$target/magicsock.aot"
fi
rm -f "$target/magicsock.aot.next"
exit 0
