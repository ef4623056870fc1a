#!/bin/sh
# The highest rate of starts that Tare sustains, open loop with p99 under 50 ms, against the closed-loop rate of the
# C reference that starts and fully stops, with the same lifetime and as many launchers, in turns in one run:
#   compare-storms.sh [ROUNDS [MILLISECONDS [LIFETIME_MS [KEY…]]]]
# KEYs are process, namespace and namespace-network (default: all three); LAUNCHERS=N, else one for each CPU.
# The reference's launchers are bound to a CPU each, as Tare's are; STORM_BIND=0 leaves them free, which makes them slower.
# Needs a C compiler, root, and a build (mvn -B -DskipTests package). Prints a verdict per backend; ends with 1 if one
# is below 85 %. CLASSPATH, if set, is used instead of the build.
set -eu
rounds=${1:-5}
millis=${2:-1500}
lifetime=${3:-100}
if [ $# -gt 3 ]; then shift 3; else set -- process namespace namespace-network; fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
launchers=${LAUNCHERS:-$(nproc)}
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-storms.XXXXXX")
groups=
# shellcheck disable=SC2317 # by the trap
clean() {
    for group in $groups; do rmdir "$group" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean EXIT INT TERM

cc -std=c11 -O2 -Wall -Werror -o "$work/reference" "$root"/harness/src/jmh/c/launch-reference.c \
    "$root"/harness/src/jmh/c/probe.c "$root"/harness/src/jmh/c/guest.c "$root"/harness/src/jmh/c/fork.c \
    "$root"/harness/src/jmh/c/storm.c
cp "$root/workloads/src/main/resources/tare/workloads/probe/probe-$(uname -m).bin" "$work/probe"
chmod 755 "$work/probe"
mkdir -p "$work/instance/proc"
cp "$work/probe" "$work/instance/probe"

classes=${CLASSPATH:-}
if [ -z "$classes" ]; then
    classes=$root/harness/target/test-classes
    for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
fi
export MALLOC_ARENA_MAX=1 # as bin/tare does
status=0
compare() {
    java -Xmx64m -XX:+UseSerialGC -cp "$classes" tare.harness.benchmark.StormComparison \
        "$rounds" "$millis" "$lifetime" "$launchers" "$@" || status=1
}

memory=/sys/fs/cgroup/memory/tare-storms-$$
pids=/sys/fs/cgroup/pids/tare-storms-$$
mkdir "$memory" 2>/dev/null && mkdir "$pids" 2>/dev/null && groups="$memory $pids"
for key in "$@"; do
    run="storm $launchers $lifetime $millis $key"
    # shellcheck disable=SC2086 # words
    case $key in
    process) compare "$key" "$work/reference" $run "$work/probe" ;;
    *)
        if [ -n "$groups" ]; then
            compare "$key" "$work/reference" $run "$work/instance" "$memory" "$pids"
        else
            echo "$key: not compared, no version 1 control groups can be made here"
        fi
        ;;
    esac
done
exit "$status"
