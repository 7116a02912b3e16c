# Which Java to run, and with which options; sourced by the launcher and by the build.

readonly NEEDED_JAVA=25

# A run lasts a second or two: one quick compiler and one collector thread start fastest. The start cache is ignored by
# a Java that it does not fit, and -Xlog:disable keeps that from being reported.
# Simulated threads are virtual ones with a scheduler of ours, which the JDK has to be opened for.
readonly JVM_OPTIONS=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable
    --add-opens=java.base/java.lang=ALL-UNNAMED)

# The major version of the Java in a home directory; nothing where there is none.
java_major() {
    [ -x "$1/bin/java" ] || return 0
    local line version=
    if [ -r "$1/release" ]; then
        while IFS= read -r line; do
            case $line in
                JAVA_VERSION=*) version=${line#JAVA_VERSION=\"} ;;
            esac
        done < "$1/release"
    else
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\(.*\)/\1/p' | head -n 1)
    fi
    version=${version%%[!0-9]*}
    printf '%s' "$version"
}

is_suitable() {
    local major
    major=$(java_major "$1")
    [ -n "$major" ] && [ "$major" -ge "$NEEDED_JAVA" ]
}

# The home of the java on the PATH.
home_on_path() {
    local java link
    java=$(command -v java) || return 0
    while [ -L "$java" ]; do
        link=$(readlink "$java")
        case $link in
            /*) java=$link ;;
            *) java=$(dirname "$java")/$link ;;
        esac
    done
    (cd -P "$(dirname "$java")/.." 2>/dev/null && pwd)
}

find_java() {
    if [ -n "${MAGICSOCK_JAVA_HOME:-}" ]; then
        is_suitable "$MAGICSOCK_JAVA_HOME" && printf '%s' "$MAGICSOCK_JAVA_HOME"
        return
    fi
    local home
    for home in "${JAVA_HOME:-}" "$(home_on_path)" /usr/lib/jvm/* /opt/* "${HOME:-}"/.sdkman/candidates/java/* \
            "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$home" ] && is_suitable "$home"; then
            printf '%s' "$home"
            return
        fi
    done
}

explain_missing_java() {
    if [ -n "${MAGICSOCK_JAVA_HOME:-}" ]; then
        echo "magicsock: MAGICSOCK_JAVA_HOME is $MAGICSOCK_JAVA_HOME, where no Java $NEEDED_JAVA or newer is" >&2
    else
        echo "magicsock: Java $NEEDED_JAVA or newer is needed, and none was found" >&2
    fi
    cat >&2 <<EOF
Install a JDK $NEEDED_JAVA, for example Eclipse Temurin from https://adoptium.net/temurin/releases/?version=$NEEDED_JAVA
(Debian and Ubuntu: the package temurin-$NEEDED_JAVA-jdk; macOS: brew install --cask temurin@$NEEDED_JAVA;
SDKMAN: sdk install java $NEEDED_JAVA-tem), or set MAGICSOCK_JAVA_HOME to where one is.
EOF
}
