# Sourced by bin/tare and by the launcher of a checkout: finds a Java home.
# Reads the file "release" of each candidate instead of asking it, which would cost a JVM start.

# Sets feature to the number (17, 21, ...) of the Java home $1; leaves it if that cannot be told.
java_feature() {
    [ -r "$1/release" ] || return 0
    while IFS= read -r release_line; do
        case $release_line in
            JAVA_VERSION=*)
                feature=${release_line#*\"}
                feature=${feature%%[!0-9]*}
                return 0
                ;;
        esac
    done <"$1/release"
}

# Takes the Java home $1 if it has program $2 (java or javac) and is 17 or later.
try_java() {
    feature=
    [ -n "$1" ] && [ -x "$1/bin/$2" ] || return 1
    java_feature "$1"
    [ -n "$feature" ] && [ "$feature" -ge 17 ] || return 1
    java_home=$1
}

# Sets java_home and feature to the first home that has program $1 and is 17 or later: JAVA_HOME,
# then PATH, then where distributions put theirs. Returns 1 if there is none.
find_java() {
    try_java "${JAVA_HOME:-}" "$1" && return 0
    if on_path=$(command -v "$1"); then
        on_path=$(readlink -f "$on_path") || on_path=
        try_java "${on_path%/bin/"$1"}" "$1" && return 0
    fi
    for candidate in /usr/lib/jvm/*; do
        try_java "$candidate" "$1" && return 0
    done
    return 1
}
